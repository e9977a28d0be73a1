package dev.carteiro.runtime.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up on a few platform threads of its own, each name once at a time, and within a bound. Thread-safe.
 *
 * <p>The system's resolver blocks in native code, for as long as it likes. On a virtual thread it would keep the carrier,
 * of which there are as many as processors: a handful of names whose servers do not answer would stop every request of
 * the process. So callers wait here, on their virtual threads, and no longer than the bound or what is left of their
 * call's time; a look-up that hangs keeps nothing but its own thread.
 *
 * <pre>
 *   TRUSTED   its last look-up ended in time          may use every thread
 *   UNKNOWN   never looked up, or long forgotten      three quarters of them
 *   HUNG      its last look-up did not end in time    half of them
 * </pre>
 *
 * <p>What finds no thread waits in a queue of its kind, the better kind first; a full queue refuses at once.
 */
public final class BoundedDns implements Dns, AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int THREADS = 32;
    private static final int LONGEST_QUEUE = 1_000;
    private static final int REMEMBERED = 10_000;

    private final Dns names;
    private final Duration longest;
    private final int threads;
    private final int longestQueue;

    /** Guards everything below; held for arithmetic only. */
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, LookUp> underWay = new HashMap<>();
    private final Line trusted = new Line();
    private final Line unknown = new Line();
    private final Line hung = new Line();
    private final Map<String, Standing> standings = new RecentlyUsed<>(REMEMBERED);
    private boolean closed;

    /** What is known of a name, the best first. */
    private enum Standing {
        TRUSTED, UNKNOWN, HUNG;

        /** How many threads may be busy with names of this standing and worse ones. */
        int share(int threads) {
            return switch (this) {
                case TRUSTED -> threads;
                case UNKNOWN -> threads - threads / 4;
                case HUNG -> Math.max(1, threads / 2);
            };
        }
    }

    /** The look-ups of names of one standing. */
    private static final class Line {
        private final Queue<LookUp> queue = new ArrayDeque<>();
        private int running;
    }

    private static final class LookUp {
        private final String name;
        private final Standing standing;
        private final CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
        private int waiting;

        LookUp(String name, Standing standing) {
            this.name = name;
            this.standing = standing;
        }
    }

    /** @param names blocks as it likes */
    public BoundedDns(Dns names) {
        this(names, LONGEST, THREADS, LONGEST_QUEUE);
    }

    BoundedDns(Dns names, Duration longest, int threads, int longestQueue) {
        this.names = names;
        this.longest = longest;
        this.threads = threads;
        this.longestQueue = longestQueue;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        LookUp lookUp = join(hostname);
        try {
            return lookUp.result.get(CallTime.left(longest).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw noAnswer(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw noAnswer("'" + hostname + "' was not looked up in time: its name servers do not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noAnswer("interrupted while '" + hostname + "' was looked up", e);
        } finally {
            leave(lookUp);
        }
    }

    /** What is under way goes on, unheard. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            for (Line line : List.of(trusted, unknown, hung)) {
                line.queue.forEach(lookUp -> lookUp.result.completeExceptionally(notLookedUp(lookUp.name, "closed")));
                line.queue.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many callers wait for this name. */
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
            return trusted.running + unknown.running + hung.running;
        } finally {
            lock.unlock();
        }
    }

    private LookUp join(String name) throws UnknownHostException {
        lock.lock();
        try {
            if (closed) {
                throw notLookedUp(name, "closed");
            }
            LookUp lookUp = underWay.get(name);
            if (lookUp == null) {
                lookUp = new LookUp(name, standings.getOrDefault(name, Standing.UNKNOWN));
                startOrQueue(lookUp);
                underWay.put(name, lookUp);
            }
            lookUp.waiting++;
            return lookUp;
        } finally {
            lock.unlock();
        }
    }

    private void startOrQueue(LookUp lookUp) throws UnknownHostException {
        Line line = line(lookUp.standing);
        if (mayRun(lookUp.standing)) {
            Thread.ofPlatform().daemon().name("dns").start(() -> serve(lookUp));
            line.running++;
        } else if (line.queue.size() < longestQueue) {
            line.queue.add(lookUp);
        } else {
            throw notLookedUp(lookUp.name, line.queue.size() + " names wait for their turn already");
        }
    }

    private boolean mayRun(Standing standing) {
        int busy = 0;
        for (Standing worse : Standing.values()) {
            if (worse.compareTo(standing) >= 0) {
                busy += line(worse).running;
            }
        }
        return busyThreads() < threads && busy < standing.share(threads);
    }

    /** One thread: this look-up, then whatever waits, until nothing does. */
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
            standings.put(ended.name, tookLong ? Standing.HUNG : Standing.TRUSTED);
            line(ended.standing).running--;
            for (Standing standing : Standing.values()) {
                LookUp waiting = mayRun(standing) ? line(standing).queue.poll() : null;
                if (waiting != null) {
                    line(standing).running++;
                    return waiting;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** If nobody waits for it any more and it has not begun, it need not. */
    private void leave(LookUp lookUp) {
        lock.lock();
        try {
            lookUp.waiting--;
            if (lookUp.waiting == 0 && line(lookUp.standing).queue.remove(lookUp)) {
                underWay.remove(lookUp.name, lookUp);
            }
        } finally {
            lock.unlock();
        }
    }

    private Line line(Standing standing) {
        return switch (standing) {
            case TRUSTED -> trusted;
            case UNKNOWN -> unknown;
            case HUNG -> hung;
        };
    }

    private static UnknownHostException notLookedUp(String name, String why) {
        return new UnknownHostException("'" + name + "' was not looked up: " + why);
    }

    private static UnknownHostException noAnswer(String message, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(message);
        unknown.initCause(cause);
        return unknown;
    }
}
