package dev.carteiro.dispatcher.endpoint;

import dev.carteiro.dispatcher.outcome.Consequence.Moved;
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
 * The requests in flight and the waiting records of one endpoint. Safe for any thread: the lane's loop offers records,
 * and the virtual threads that send take the next ones.
 *
 * <pre>
 *   offer --> the breaker is open               Deferred to the next probe, or Start as that probe
 *         --> the rate limit is used up         Deferred to the time the reservation clock gives
 *         --> in flight below maxInFlight       Start: a new virtual thread sends, then empties the queue
 *                                               (not a second one while the lane is busy: startAnother, later)
 *         --> queue below its bound             Queued
 *         --> healthy, not slow, the lane busy  LaneBusy
 *         --> else                              Deferred
 *   shed      --> unhealthy, and the lane needs room  the queue is deferred
 *   stepAside --> the breaker has opened              the queue is deferred
 * </pre>
 *
 * <p>The queue holds at most the number of records that the endpoint processes in {@link DeferralSchedule#WORTH_WAITING}:
 * thousands for a fast endpoint, a few for one that hangs. An endpoint without a result yet may queue as many as a fast
 * one; then only the lane's memory budget limits it.
 *
 * @param <W> the kind of work that waits
 */
public final class Endpoint<W> {
    /** While the processors are busy, no request is added if those in flight empty the queue within this time. */
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
     * Decides about a record that arrives; queues it if it is to wait in memory.
     *
     * @param longestQueue the lane's bound on the queue of each endpoint
     * @param room the capacity that the lane has for this record
     */
    public Admission offer(W work, Subscription subscription, Instant now, long nowNanos, int longestQueue,
            LaneCapacity room) {
        lock.lock();
        try {
            lastUsedNanos = nowNanos;
            if (breaker.isOpen() && !breaker.mayProbe(nowNanos)) {
                return new Admission.Deferred(deferrals.afterBreaker(now, nowNanos, subscription.maxInFlight()),
                        Moved.MoveReason.BREAKER_OPEN);
            }
            RateLimit limit = subscription.rateLimit();
            if (limit != null && deferrals.isUsedUp(limit, now)) {
                return new Admission.Deferred(deferrals.afterRateLimit(limit, now), Moved.MoveReason.RATE_LIMITED);
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

    /** Does the same as {@link #offer} for a test delivery, which neither breaker nor rate limit keeps back. */
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
     * Starts one more request for a queue that was filled while the lane was busy.
     *
     * @return the first record for a new thread; {@code null} if the requests in flight empty the queue soon enough, or
     *     no more are allowed
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
     * Defers a record for which the lane has no room, not even for a single request.
     *
     * @return the time at which there should be room
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
     * Takes the next time at which the rate limit allows an attempt. Records that were admitted together before the
     * first one took its permit may find that the permits of hours are used up; these are deferred.
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
     * Records the end of an attempt.
     *
     * @return true if it opened or closed the breaker
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

    /** Marks one of the requests in flight as a test, whose duration must not count for the endpoint's health. */
    public void testBegins() {
        lock.lock();
        try {
            testing++;
        } finally {
            lock.unlock();
        }
    }

    /** Records the end of a test. */
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

    /** A record that left the queue without an attempt, and the time at which there should be room for it. */
    public record DeferredWork<W>(W work, Instant due) {
    }

    /**
     * Removes the matching records from the queue, unless the endpoint is healthy. The queue's bound dates from the
     * time when the endpoint was fast or unknown; an endpoint that hangs since then would keep its records for an hour.
     *
     * @param wasBusy true if the processors were recently behind with the work that the lane started
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

    /** Empties the queue if the breaker is open. */
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

    /** Returns a snapshot of the endpoint. */
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

    /** Returns the next record for a thread that has finished one; after {@code null} the thread must end. */
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

    /** Returns true if records wait although more requests would be allowed. */
    public boolean isHeldBack() {
        lock.lock();
        try {
            return !queue.isEmpty() && inFlight < lastMaxInFlight && !breaker.isOpen();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns true if the last attempt succeeded, or the endpoint is so new that none can have ended, and the requests
     * in flight do not all hang. In a full lane, the records of a healthy endpoint stall the partition; others are
     * deferred.
     *
     * @param wasBusy true if the processors were recently behind with the work that the lane started
     */
    public boolean isHealthy(long nowNanos, boolean wasBusy) {
        lock.lock();
        try {
            return health.isWell(nowNanos, inFlight > testing, wasBusy);
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if the last attempt succeeded recently. */
    public boolean isSucceeding(long nowNanos) {
        lock.lock();
        try {
            return health.isSucceeding(nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if any attempt has ended, successfully or not. */
    public boolean hasAnswered() {
        lock.lock();
        try {
            return !pace.isUnknown();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns true if the endpoint has no work, was unused for the given time, and holds no permit that still counts.
     */
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
                : new Admission.Deferred(deferrals.roomAt(now, nowNanos, maxInFlight), Moved.MoveReason.QUEUE_FULL);
    }

    private void begin(long nowNanos) {
        if (inFlight == testing) {
            health.progress(nowNanos);
        }
        inFlight++;
    }

    /** Estimates by the pace, or by the time since the last result if that is longer. */
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
