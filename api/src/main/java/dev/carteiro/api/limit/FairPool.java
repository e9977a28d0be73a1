package dev.carteiro.api.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Shares an amount (bytes, places) fairly between callers that take parts and return them. Safe for any thread.
 *
 * <p>A caller never holds more than it leaves free, so there is always room for another one:
 *
 * <pre>
 *   callers that want all they can get       each holds at most    remains free
 *   1                                        1/2                   1/2
 *   2                                        1/3                   1/3
 *   n                                        1/(n+1)               1/(n+1)
 * </pre>
 *
 * <p>A single part may be as large as the pool; its caller then holds the pool alone. Of the waiting callers, the one
 * that holds least is served first. The state is bounded by the requests in progress.
 */
public final class FairPool {
    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> held = new HashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private long inUse;

    private static final class Waiter {
        private final String account;
        private final long amount;
        private final Condition turn;
        private boolean granted;

        private Waiter(String account, long amount, Condition turn) {
            this.account = account;
            this.amount = amount;
            this.turn = turn;
        }
    }

    /** A part of the pool. Used by one thread; closing it again has no effect. */
    public final class Allocation implements AutoCloseable {
        private final String account;
        private long amount;

        private Allocation(String account, long amount) {
            this.account = account;
            this.amount = amount;
        }

        /**
         * Takes more without waiting.
         *
         * @return whether enough was free
         */
        public boolean grow(long by) {
            lock.lock();
            try {
                boolean fits = isFree(account, by);
                if (fits) {
                    add(account, by);
                    amount += by;
                }
                return fits;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                add(account, -amount);
                amount = 0;
                grantWaiters();
            } finally {
                lock.unlock();
            }
        }
    }

    /** @param capacity at least 1 */
    public FairPool(long capacity) {
        this.capacity = Math.max(1, capacity);
    }

    /**
     * Takes a part of the pool; the whole pool if {@code amount} is larger.
     *
     * @param account the account that holds the part
     * @param atMost longest wait; zero not to wait
     * @return empty if not enough became free in time
     */
    public Optional<Allocation> take(String account, long amount, Duration atMost) throws InterruptedException {
        long wanted = Math.clamp(amount, 0, capacity);
        lock.lockInterruptibly();
        try {
            if (waiters.isEmpty() && isFree(account, wanted)) {
                add(account, wanted);
                return Optional.of(new Allocation(account, wanted));
            }
            return await(new Waiter(account, wanted, lock.newCondition()), atMost.toNanos())
                    ? Optional.of(new Allocation(account, wanted))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what all callers together hold. */
    public long inUse() {
        lock.lock();
        try {
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Waiter waiter, long nanos) throws InterruptedException {
        waiters.add(waiter);
        grantWaiters();
        try {
            long left = nanos;
            while (!waiter.granted && left > 0) {
                left = waiter.turn.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            if (waiter.granted) {
                add(waiter.account, -waiter.amount);
                grantWaiters();
            }
            throw e;
        } finally {
            waiters.remove(waiter);
        }
        return waiter.granted;
    }

    private void grantWaiters() {
        for (Waiter next = nextWaiter(); next != null; next = nextWaiter()) {
            waiters.remove(next);
            add(next.account, next.amount);
            next.granted = true;
            next.turn.signal();
        }
    }

    /** Returns the waiter that fits and whose account holds least; the first of several. */
    private @Nullable Waiter nextWaiter() {
        Waiter next = null;
        for (Waiter waiter : waiters) {
            if (isFree(waiter.account, waiter.amount) && (next == null || held(waiter) < held(next))) {
                next = waiter;
            }
        }
        return next;
    }

    private boolean isFree(String account, long amount) {
        return held.getOrDefault(account, 0L) + amount <= capacity - inUse;
    }

    private long held(Waiter waiter) {
        return held.getOrDefault(waiter.account, 0L);
    }

    private void add(String account, long amount) {
        inUse += amount;
        long now = held.getOrDefault(account, 0L) + amount;
        if (now == 0) {
            held.remove(account);
        } else {
            held.put(account, now);
        }
    }
}
