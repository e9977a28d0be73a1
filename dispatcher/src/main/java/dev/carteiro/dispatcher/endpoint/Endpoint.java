package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's requests in flight and its waiting records. Safe for any thread: the lane's loop offers, the virtual
 * threads that send take the next.
 *
 * <pre>
 *   offer --> the breaker is open               Deferred to the next probe, or Start as that probe
 *         --> the rate limit is used up         Deferred to the time the reservation clock gives
 *         --> in flight below maxInFlight       Start: a new virtual thread sends, then empties the queue
 *                                               (not a second one while the lane is busy: startAnother, later)
 *         --> queue below its bound             Queued
 *         --> healthy, not slow, the lane busy  NotNow
 *         --> else                              Deferred
 *   shed  --> unhealthy, and the lane needs room  the queue steps aside
 *   stepAside --> the breaker has opened           the queue steps aside
 * </pre>
 *
 * <p>The queue's bound is what the endpoint gets through in {@link DeferralSchedule#WORTH_WAITING}: a fast endpoint may queue thousands,
 * one that hangs a handful. While nothing is known of it, it may queue as much as a fast one; the lane's budget holds
 * then.
 *
 * @param <W> what waits
 */
public final class Endpoint<W> {
    /** A queue that those under way get through in this time needs no more of them while the processors are busy. */
    private static final Duration SOON = Duration.ofMillis(250);

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<W> queue = new ArrayDeque<>();
    private final Pace pace = new Pace();
    private final CircuitBreaker breaker = new CircuitBreaker();
    private final DeferralSchedule deferrals = new DeferralSchedule(pace, breaker);
    private final RecentFailures failures = new RecentFailures();
    private final HealthEstimate health;
    private int inFlight;
    private int lastMaxInFlight;
    private int testing;
    private long lastUsedNanos;

    public Endpoint(long nowNanos) {
        health = new HealthEstimate(pace, nowNanos);
        lastUsedNanos = nowNanos;
    }

    /**
     * @param longestQueue the lane's bound on any one endpoint's queue
     * @param room what the lane can spare
     */
    public Admission offer(W work, Subscription subscription, Instant now, long nowNanos, int longestQueue,
            LaneCapacity room) {
        lock.lock();
        try {
            lastUsedNanos = nowNanos;
            if (breaker.isOpen() && !breaker.mayProbe(nowNanos)) {
                return new Admission.Deferred(deferrals.afterBreaker(now, nowNanos, subscription.maxInFlight()));
            }
            RateLimit limit = subscription.rateLimit();
            if (limit != null && deferrals.isUsedUp(limit, now)) {
                return new Admission.Deferred(deferrals.afterRateLimit(limit, now));
            }
            if (breaker.isOpen()) {
                breaker.probe(nowNanos);
                inFlight++;
                return new Admission.Start();
            }
            return admit(work, subscription.maxInFlight(), now, nowNanos, longestQueue, room);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #offer}, for a test: neither an open breaker nor the rate limit keeps it back. */
    public Admission offerTest(W work, Subscription subscription, Instant now, long nowNanos, int longestQueue,
            LaneCapacity room) {
        lock.lock();
        try {
            lastUsedNanos = nowNanos;
            return admit(work, subscription.maxInFlight(), now, nowNanos, longestQueue, room);
        } finally {
            lock.unlock();
        }
    }

    /**
     * One more request, where the lane was busy when the queue was filled.
     *
     * @return with what a new thread begins; {@code null} where those under way get through the queue soon enough, or no
     *     more may be in flight
     */
    public @Nullable W startAnother(long nowNanos) {
        lock.lock();
        try {
            if (breaker.isOpen() || inFlight >= lastMaxInFlight || isEmptySoon(nowNanos)) {
                return null;
            }
            begin(nowNanos);
            return queue.poll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a record away for which the lane has no room at all, not even for a single request.
     *
     * @return when there should be room
     */
    public Instant defer(Instant now, long nowNanos) {
        lock.lock();
        try {
            return deferrals.roomAt(now, nowNanos, 1);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next time at which the rate limit lets an attempt begin. Records that were let in before the first of them
     * took its permit may find the permits used up for hours.
     */
    public Permit takePermit(RateLimit limit, Instant now) {
        lock.lock();
        try {
            return deferrals.isUsedUp(limit, now)
                    ? new Permit.Deferred(deferrals.afterRateLimit(limit, now))
                    : new Permit.At(deferrals.takePermit(limit, now));
        } finally {
            lock.unlock();
        }
    }

    /**
     * An attempt has ended.
     *
     * @return whether the breaker has opened or closed by it
     */
    public boolean attempted(boolean success, Duration took, long nowNanos) {
        lock.lock();
        try {
            boolean wasOpen = breaker.isOpen();
            pace.record(success, took, nowNanos);
            lastUsedNanos = nowNanos;
            health.progress(nowNanos);
            if (success) {
                breaker.succeeded();
            } else {
                breaker.failed(nowNanos);
                failures.failed(nowNanos);
            }
            return breaker.isOpen() != wasOpen;
        } finally {
            lock.unlock();
        }
    }

    /** One of those in flight turns out to be a test: however long it takes, it says nothing of the endpoint's pace. */
    public void testBegins() {
        lock.lock();
        try {
            testing++;
        } finally {
            lock.unlock();
        }
    }

    /** What its thread does next is no test. */
    public void testEnded(long nowNanos) {
        lock.lock();
        try {
            if (inFlight == testing) {
                health.progress(nowNanos);
            }
            testing--;
        } finally {
            lock.unlock();
        }
    }

    /** A record that left the queue without an attempt, to come back when there should be room. */
    public record DeferredWork<W>(W work, Instant due) {
    }

    /**
     * Empties the queue of those that may not wait there any longer, unless the endpoint is healthy. A queue is as long as
     * the endpoint was fast, or unknown, when it was filled; one that hangs would keep it for an hour.
     *
     * @param wasBusy whether the processors have lately been behind with what the lane started
     */
    public List<DeferredWork<W>> shed(Predicate<? super W> which, Instant now, long nowNanos, boolean wasBusy) {
        lock.lock();
        try {
            if (queue.isEmpty() || isHealthy(nowNanos, wasBusy)) {
                return List.of();
            }
            List<DeferredWork<W>> shed = new ArrayList<>();
            int atOnce = Math.max(1, inFlight);
            queue.removeIf(work -> which.test(work)
                    && shed.add(new DeferredWork<>(work, deferrals.roomAt(now, nowNanos, atOnce))));
            return shed;
        } finally {
            lock.unlock();
        }
    }

    /** Empties the queue if the breaker has opened since it was filled. */
    public List<DeferredWork<W>> stepAside(Instant now, long nowNanos) {
        lock.lock();
        try {
            if (queue.isEmpty() || !breaker.isOpen()) {
                return List.of();
            }
            List<DeferredWork<W>> shed = new ArrayList<>();
            int atOnce = Math.max(1, inFlight);
            for (W work = queue.poll(); work != null; work = queue.poll()) {
                shed.add(new DeferredWork<>(work, deferrals.afterBreaker(now, nowNanos, atOnce)));
            }
            return shed;
        } finally {
            lock.unlock();
        }
    }

    /** What it looks like now. */
    public EndpointState look(Instant now, long nowNanos) {
        lock.lock();
        try {
            Duration reserved = deferrals.reservedAhead(now);
            Duration inLine = pace.spacing(Math.max(1, inFlight)).multipliedBy(queue.size());
            return new EndpointState(inFlight, queue.size(), reserved.compareTo(inLine) > 0 ? reserved : inLine,
                    failures.at(nowNanos), pace.failuresInARow(), Duration.ofNanos(pace.times(1)), breaker.state());
        } finally {
            lock.unlock();
        }
    }

    /** The next record for a thread that is done with one; {@code null} ends the thread's turn. */
    public @Nullable W next() {
        lock.lock();
        try {
            W work = queue.poll();
            if (work == null) {
                inFlight--;
            }
            return work;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it may have more requests under way than it has, for what waits. */
    public boolean isHeldBack() {
        lock.lock();
        try {
            return !queue.isEmpty() && inFlight < lastMaxInFlight && !breaker.isOpen();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether its records may hold up the partition when the lane is full, rather than step aside: its last attempt
     * succeeded, or it is so new that none can have ended; and requests that are under way do not all hang.
     *
     * @param wasBusy whether the processors have lately been behind with what the lane started
     */
    public boolean isHealthy(long nowNanos, boolean wasBusy) {
        lock.lock();
        try {
            return health.isWell(nowNanos, inFlight > testing, wasBusy);
        } finally {
            lock.unlock();
        }
    }

    /** Whether its last attempt succeeded, not long ago. */
    public boolean isSucceeding(long nowNanos) {
        lock.lock();
        try {
            return health.isSucceeding(nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /** Whether any attempt has come back from it, well or not. */
    public boolean hasAnswered() {
        lock.lock();
        try {
            return !pace.isUnknown();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is known of it that would be missed. */
    public boolean isIdleFor(Duration length, Instant now, long nowNanos) {
        lock.lock();
        try {
            return inFlight == 0 && queue.isEmpty() && nowNanos - lastUsedNanos > length.toNanos()
                    && !deferrals.remembersPermit(now);
        } finally {
            lock.unlock();
        }
    }

    private Admission admit(W work, int allowed, Instant now, long nowNanos, int longestQueue, LaneCapacity room) {
        int maxInFlight = room == LaneCapacity.SINGLE ? 1 : allowed;
        lastMaxInFlight = maxInFlight;
        if (inFlight < (room == LaneCapacity.AMPLE ? allowed : 1)) {
            begin(nowNanos);
            return new Admission.Start();
        }
        if (queue.size() < (room == LaneCapacity.SINGLE ? 0 : bound(maxInFlight, longestQueue))) {
            queue.add(work);
            return new Admission.Queued();
        }
        return room == LaneCapacity.BUSY && isHealthy(nowNanos, true) && !health.isSlow(nowNanos)
                ? new Admission.LaneBusy()
                : new Admission.Deferred(deferrals.roomAt(now, nowNanos, maxInFlight));
    }

    private void begin(long nowNanos) {
        if (inFlight == testing) {
            health.progress(nowNanos);
        }
        inFlight++;
    }

    /** By its pace, or, where nothing has come back for longer than that, by how long it has been. */
    private boolean isEmptySoon(long nowNanos) {
        long quiet = health.quiet(nowNanos);
        if (queue.isEmpty() || pace.isUnknown()) {
            return queue.isEmpty() || quiet <= SOON.toNanos();
        }
        return Math.max(pace.times(1), quiet) * (double) queue.size() <= (double) SOON.toNanos() * inFlight;
    }

    private long bound(int maxInFlight, int longestQueue) {
        if (pace.isUnknown()) {
            return longestQueue;
        }
        return Math.clamp(pace.attemptsWithin(DeferralSchedule.WORTH_WAITING, maxInFlight),
                Math.min(maxInFlight, longestQueue), longestQueue);
    }
}
