package dev.carteiro.runtime.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up names on platform threads of its own. Each name is looked up once at a time, within a time limit, and owners of calls
 * share the threads fairly. Thread-safe.
 *
 * <p>The system's resolver blocks in native code for an unbounded time. On a virtual thread it would pin the carrier, and there
 * are only as many carriers as processors. A handful of names whose servers do not respond would then stop every request of the
 * process. So callers wait here, on their virtual threads, for at most the time limit or what is left of their call's time. A
 * look-up that hangs occupies only its own thread.
 *
 * <pre>
 *                                                      may use, of all threads and of those of one owner
 *   TRUSTED   its last look-up ended in time           all of them
 *   UNKNOWN   never looked up, or long forgotten       three quarters
 *   HUNG      its last look-up did not end in time     half
 * </pre>
 *
 * <p>An owner may use only a small part of all threads at the same time. It takes many owners, each with many names that hang or
 * respond slowly, before another owner waits at all. Look-ups without a thread are queued: the better rank first, and within a
 * rank one name of each owner in turn. A name that several owners wait for is queued for all of them, and its look-up counts for
 * the owner whose turn came first. Look-ups are rejected at once for an owner whose queue is full, and for all owners when all
 * queues together are full.
 */
public final class BoundedDns implements Dns, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedDns.class);
    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_THREADS = 256;
    private static final int MAX_THREADS_PER_OWNER = 16;
    private static final int MAX_QUEUED_PER_OWNER = 1_000;
    private static final int TOTAL_QUEUE_FACTOR = 10;
    private static final int MAX_REMEMBERED_NAMES = 10_000;

    private final Dns names;
    private final Duration longest;
    private final int threads;
    private final int threadsOfAnOwner;
    private final int longestQueue;

    /** Guards all fields below; held for arithmetic only. */
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, LookUp> underWay = new HashMap<>();

    /** Owners with look-ups, in the order of their turns. */
    private final Map<CallOwner, OwnerShare> shares = new LinkedHashMap<>();
    private final BusyThreads busy = new BusyThreads();
    private final Map<String, NameRank> standings = new LruMap<>(MAX_REMEMBERED_NAMES);
    private int queued;
    private boolean closed;

    /** The rank of a name by its last look-up, the best first. */
    private enum NameRank {
        TRUSTED, UNKNOWN, HUNG;

        /** Returns how many of the given threads may be busy with names of this rank and worse ones. */
        int share(int threads) {
            return switch (this) {
                case TRUSTED -> threads;
                case UNKNOWN -> threads - threads / 4;
                case HUNG -> Math.max(1, threads / 2);
            };
        }
    }

    /** Counts busy threads by the rank of the names. */
    private static final class BusyThreads {
        private final Map<NameRank, Integer> running = new EnumMap<>(NameRank.class);

        void add(NameRank standing, int change) {
            running.merge(standing, change, Integer::sum);
        }

        int all() {
            return atLeastAsBadAs(NameRank.TRUSTED);
        }

        boolean mayTake(NameRank standing, int threads) {
            return all() < threads && atLeastAsBadAs(standing) < standing.share(threads);
        }

        private int atLeastAsBadAs(NameRank standing) {
            int count = 0;
            for (Map.Entry<NameRank, Integer> each : running.entrySet()) {
                count += each.getKey().compareTo(standing) >= 0 ? each.getValue() : 0;
            }
            return count;
        }
    }

    /** The look-ups of one owner. */
    private static final class OwnerShare {
        private final Map<NameRank, Queue<LookUp>> queues = new EnumMap<>(NameRank.class);
        private final BusyThreads busy = new BusyThreads();

        Queue<LookUp> queue(NameRank standing) {
            return queues.computeIfAbsent(standing, any -> new ArrayDeque<>());
        }

        int queued() {
            return queues.values().stream().mapToInt(Queue::size).sum();
        }

        boolean isIdle() {
            return busy.all() == 0 && queued() == 0;
        }
    }

    private static final class LookUp {
        private final String name;
        private final NameRank standing;
        private final CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
        private final Set<CallOwner> owners = new HashSet<>();
        private @Nullable CallOwner runsFor;
        private int waiting;

        LookUp(String name, NameRank standing) {
            this.name = name;
            this.standing = standing;
        }
    }

    private record Turn(LookUp lookUp, CallOwner owner, OwnerShare share) {
    }

    /** @param names may block for any time */
    public BoundedDns(Dns names) {
        this(names, LOOKUP_TIMEOUT, MAX_THREADS, MAX_THREADS_PER_OWNER, MAX_QUEUED_PER_OWNER);
    }

    /** @param longestQueue of one owner; all together may have ten times as many */
    BoundedDns(Dns names, Duration longest, int threads, int threadsOfAnOwner, int longestQueue) {
        this.names = names;
        this.longest = longest;
        this.threads = threads;
        this.threadsOfAnOwner = threadsOfAnOwner;
        this.longestQueue = longestQueue;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        return lookup(hostname, CallContext.owner());
    }

    List<InetAddress> lookup(String hostname, CallOwner owner) throws UnknownHostException {
        LookUp lookUp = join(hostname, owner);
        try {
            return lookUp.result.get(CallContext.remaining(longest).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw lookupFailure(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw lookupFailure("look-up of '" + hostname + "' timed out: its name servers do not respond", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lookupFailure("look-up of '" + hostname + "' was interrupted", e);
        } finally {
            leave(lookUp);
        }
    }

    /** Cancels queued look-ups. Running ones end by themselves, and their results are ignored. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            for (LookUp lookUp : List.copyOf(underWay.values())) {
                if (lookUp.runsFor == null) {
                    lookUp.result.completeExceptionally(notLookedUp(lookUp.name, "closed"));
                    dequeue(lookUp);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many callers wait for this name. */
    int waitingFor(String name) {
        lock.lock();
        try {
            LookUp lookUp = underWay.get(name);
            return lookUp == null ? 0 : lookUp.waiting;
        } finally {
            lock.unlock();
        }
    }

    int busyThreads() {
        lock.lock();
        try {
            return busy.all();
        } finally {
            lock.unlock();
        }
    }

    private LookUp join(String name, CallOwner owner) throws UnknownHostException {
        lock.lock();
        try {
            if (closed) {
                throw notLookedUp(name, "closed");
            }
            LookUp lookUp = underWay.get(name);
            if (lookUp == null) {
                lookUp = new LookUp(name, standings.getOrDefault(name, NameRank.UNKNOWN));
                startOrQueue(lookUp, owner);
                underWay.put(name, lookUp);
            } else if (lookUp.runsFor == null && !lookUp.owners.contains(owner)) {
                startOrQueue(lookUp, owner);
            }
            lookUp.waiting++;
            return lookUp;
        } finally {
            lock.unlock();
        }
    }

    private void startOrQueue(LookUp lookUp, CallOwner owner) throws UnknownHostException {
        OwnerShare share = shares.computeIfAbsent(owner, any -> new OwnerShare());
        if (mayRun(lookUp.standing, share)) {
            beginOnNewThread(new Turn(lookUp, owner, share));
        } else if (share.queued() < longestQueue && queued < TOTAL_QUEUE_FACTOR * longestQueue) {
            share.queue(lookUp.standing).add(lookUp);
            lookUp.owners.add(owner);
            queued++;
        } else {
            forgetIdle(owner, share);
            throw notLookedUp(lookUp.name, share.queued() + " names are already queued");
        }
    }

    /** Starts the thread first: if that fails, no state has changed. The thread takes the lock only after its look-up. */
    private void beginOnNewThread(Turn turn) {
        Thread.ofPlatform().daemon().name("dns").start(() -> serve(turn.lookUp()));
        begin(turn);
    }

    private boolean mayRun(NameRank standing, OwnerShare share) {
        return busy.mayTake(standing, threads) && share.busy.mayTake(standing, threadsOfAnOwner);
    }

    /** Marks a look-up as running and moves its owner to the end of the turns. */
    private void begin(Turn turn) {
        LookUp lookUp = turn.lookUp();
        dequeue(lookUp);
        lookUp.runsFor = turn.owner();
        busy.add(lookUp.standing, 1);
        turn.share().busy.add(lookUp.standing, 1);
        shares.remove(turn.owner());
        shares.put(turn.owner(), turn.share());
    }

    /** Removes a look-up from the queues of all owners that wait for it. */
    private void dequeue(LookUp lookUp) {
        for (CallOwner owner : lookUp.owners) {
            OwnerShare share = shares.get(owner);
            if (share != null && share.queue(lookUp.standing).remove(lookUp)) {
                queued--;
                forgetIdle(owner, share);
            }
        }
        lookUp.owners.clear();
    }

    private void forgetIdle(CallOwner owner, OwnerShare share) {
        if (share.isIdle()) {
            shares.remove(owner);
        }
    }

    /** Runs on one thread: this look-up, then queued ones until there are none. */
    private void serve(LookUp first) {
        LookUp lookUp = first;
        while (lookUp != null) {
            long began = System.nanoTime();
            try {
                lookUp.result.complete(List.copyOf(names.lookup(lookUp.name)));
            } catch (UnknownHostException | RuntimeException | Error e) {
                lookUp.result.completeExceptionally(e);
            }
            lookUp = next(lookUp, System.nanoTime() - began > longest.toNanos());
        }
    }

    private @Nullable LookUp next(LookUp ended, boolean tookLong) {
        lock.lock();
        try {
            underWay.remove(ended.name, ended);
            standings.put(ended.name, tookLong ? NameRank.HUNG : NameRank.TRUSTED);
            busy.add(ended.standing, -1);
            CallOwner owner = ended.runsFor;
            OwnerShare share = owner == null ? null : shares.get(owner);
            if (owner != null && share != null) {
                share.busy.add(ended.standing, -1);
                forgetIdle(owner, share);
            }
            Turn next = nextTurn();
            if (next == null) {
                return null;
            }
            begin(next);
            // The end of this look-up may have made room for names of other ranks and owners.
            try {
                for (Turn more = nextTurn(); more != null; more = nextTurn()) {
                    beginOnNewThread(more);
                }
            } catch (OutOfMemoryError e) {
                LOG.warn("no thread for another look-up: {}", e.getMessage());
            }
            return next.lookUp();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Turn nextTurn() {
        for (NameRank standing : NameRank.values()) {
            if (!busy.mayTake(standing, threads)) {
                continue;
            }
            for (Map.Entry<CallOwner, OwnerShare> each : shares.entrySet()) {
                OwnerShare share = each.getValue();
                LookUp lookUp = mayRun(standing, share) ? share.queue(standing).peek() : null;
                if (lookUp != null) {
                    return new Turn(lookUp, each.getKey(), share);
                }
            }
        }
        return null;
    }

    /** Cancels a queued look-up when its last caller has left. */
    private void leave(LookUp lookUp) {
        lock.lock();
        try {
            lookUp.waiting--;
            if (lookUp.waiting == 0 && lookUp.runsFor == null) {
                dequeue(lookUp);
                underWay.remove(lookUp.name, lookUp);
            }
        } finally {
            lock.unlock();
        }
    }

    private static UnknownHostException notLookedUp(String name, String why) {
        return new UnknownHostException("'" + name + "' was not looked up: " + why);
    }

    private static UnknownHostException lookupFailure(String message, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(message);
        unknown.initCause(cause);
        return unknown;
    }
}
