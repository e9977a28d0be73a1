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
 * An amount (bytes, places) that callers take parts of and give back. Safe for any thread.
 *
 * <p>A caller never holds more than what it leaves free, so there is always room for another one:
 *
 * <pre>
 *   callers that want as much as they can    each holds at most    stays free
 *   1                                        1/2                   1/2
 *   2                                        1/3                   1/3
 *   n                                        1/(n+1)               1/(n+1)
 * </pre>
 *
 * <p>A single part may be as large as the pool, and is then held alone. Of those that wait, the caller that holds least is
 * first. Everything here is bounded by the requests that are under way.
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

    /** A part of the pool. Used by one thread; closing it again does nothing. */
    public final class Allocation implements AutoCloseable {
        private final String account;
        private long amount;

        private Allocation(String account, long amount) {
            this.account = account;
            this.amount = amount;
        }

        /** Takes more, without waiting. @return whether there was as much */
        public boolean grow(long by) {
            lock.lock();
            try {
                boolean fits = fits(account, by);
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
                grant();
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
     * Takes a part of the pool, all of it where less is left than is wanted even when nobody else has any.
     *
     * @param account whom it is counted to
     * @param atMost to wait; zero for not at all
     * @return empty if there is not as much in time
     */
    public Optional<Allocation> take(String account, long amount, Duration atMost) throws InterruptedException {
        long wanted = Math.clamp(amount, 0, capacity);
        lock.lockInterruptibly();
        try {
            if (waiters.isEmpty() && fits(account, wanted)) {
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

    /** What is held by all callers together. */
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
        grant();
        try {
            long left = nanos;
            while (!waiter.granted && left > 0) {
                left = waiter.turn.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            if (waiter.granted) {
                add(waiter.account, -waiter.amount);
                grant();
            }
            throw e;
        } finally {
            waiters.remove(waiter);
        }
        return waiter.granted;
    }

    private void grant() {
        for (Waiter next = next(); next != null; next = next()) {
            waiters.remove(next);
            add(next.account, next.amount);
            next.granted = true;
            next.turn.signal();
        }
    }

    /** Of those that fit, the first of whoever holds least. */
    private @Nullable Waiter next() {
        Waiter next = null;
        for (Waiter waiter : waiters) {
            if (fits(waiter.account, waiter.amount) && (next == null || held(waiter) < held(next))) {
                next = waiter;
            }
        }
        return next;
    }

    private boolean fits(String account, long amount) {
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
