package dev.carteiro.dispatcher.admission;

import dev.carteiro.dispatcher.admission.AdmissionDecision.Defer;
import dev.carteiro.dispatcher.admission.AdmissionDecision.Queue;
import dev.carteiro.dispatcher.admission.AdmissionDecision.Start;
import dev.carteiro.dispatcher.admission.AdmissionDecision.WaitFor;
import dev.carteiro.dispatcher.admission.AdmissionDecision.WaitForMemory;
import dev.carteiro.dispatcher.outcome.Consequence.Moved;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides about deliveries for which there may be no room. Pure: the same arguments give the same decision. Immutable.
 *
 * <pre>
 *   a delivery is due
 *     --> the healthy endpoints' pool would pay, and is full     WaitForMemory
 *     --> no pool has room for a single request                  Defer, or WaitFor while it is the lane that is behind
 *     --> the circuit breaker is open                            Defer to the next probe, or Start as that probe
 *     --> the rate limit is used up                              Defer to the next permit
 *     --> in flight below maxInFlight                            Start; a second request only while the lane is not behind
 *     --> the queue is below its bound                           Queue
 *     --> the endpoint is healthy and quick, the lane behind     WaitFor
 *     --> else                                                   Defer at the endpoint's pace
 * </pre>
 *
 * <p>The queue's bound is what the endpoint gets through in {@link AdmissionTuning.DeferralTuning#maxWaitInMemory}: a fast endpoint may queue
 * thousands, one that hangs a handful. While nothing is known of it, it may queue as much as a fast one; the memory pools
 * hold then.
 *
 * <p>A thousand new endpoints may all turn out to hang. They get half of what the healthy endpoints have, then the doubtful
 * endpoints' pool, then a single request each.
 */
public final class AdmissionPolicy {
    public static final AdmissionPolicy DEFAULT = new AdmissionPolicy(AdmissionTuning.DEFAULT);

    private final AdmissionTuning tuning;

    public AdmissionPolicy(AdmissionTuning tuning) {
        this.tuning = tuning;
    }

    public AdmissionTuning tuning() {
        return tuning;
    }

    /** Decides about a delivery that is due. */
    public AdmissionDecision admit(AdmissionRequest request, EndpointView endpoint, LaneLoad lane, Instant now) {
        boolean isHealthy = isHealthy(endpoint, lane.wasBehind());
        PoolKind pool = pool(isHealthy && (endpoint.isKnown() || lane.isHealthyPoolHalfEmpty()), lane);
        if (lane.isFull(pool)) {
            return withoutMemory(pool, isHealthy, endpoint, lane, now);
        }
        // Receivers that hang keep no processor busy: the lane is slow by itself, and a full pool says nothing of them.
        if (pool == PoolKind.PROBING && isHealthy && lane.wasBehind()) {
            return new WaitFor(tuning.processors().retryAfter());
        }
        if (request.isTest()) {
            return place(request, pool, endpoint, lane, now);
        }
        EndpointView.BreakerView breaker = endpoint.breaker();
        if (breaker.isOpen() && !breaker.mayProbe()) {
            return deferBehindBreaker(endpoint, request.maxInFlight(), now);
        }
        RateLimit limit = request.rateLimit();
        if (limit != null && isUsedUp(endpoint, now)) {
            return deferBehindRateLimit(limit, endpoint);
        }
        return breaker.isOpen() ? new Start(pool, true) : place(request, pool, endpoint, lane, now);
    }

    /**
     * Returns whether the lane may look at another record of a partition at all.
     *
     * @param outstanding the partition's records without a committed result
     * @param isPassingFull whether {@link PoolKind#PASSING} has no room: nothing is committed for the moment
     */
    public boolean mayTakeMore(int outstanding, boolean isPassingFull) {
        return outstanding < tuning.memory().maxOutstanding() && !isPassingFull;
    }

    /**
     * Returns whether queues may be emptied to make room for partitions that wait for memory. While the lane is behind, every
     * endpoint seems to hang.
     */
    public boolean mayEvict(LaneLoad lane) {
        return !lane.isBehind();
    }

    /** Returns whether another request should begin for the queue, if the lane was behind when the queue was filled. */
    public boolean needsAnotherRequest(EndpointView endpoint) {
        return isHeldBack(endpoint) && !isEmptySoon(endpoint);
    }

    /** Returns whether the endpoint may have more requests under way than it has, for its waiting deliveries. */
    public boolean isHeldBack(EndpointView endpoint) {
        return endpoint.queued() > 0 && endpoint.inFlight() < endpoint.maxInFlight() && !endpoint.breaker().isOpen();
    }

    /**
     * Returns whether an endpoint's records may hold up a partition when the lane is full, rather than leave: its last attempt
     * succeeded, or it is so new that none can have ended; and the requests under way do not all hang.
     *
     * @param wasBehind see {@link LaneLoad}
     */
    public boolean isHealthy(EndpointView endpoint, boolean wasBehind) {
        if (!endpoint.isKnown()) {
            return endpoint.ageNanos() <= stalledAfter(wasBehind).toNanos();
        }
        return isSucceeding(endpoint) && !(endpoint.isAwaited() && hasStalled(endpoint, wasBehind));
    }

    /** Returns whether the last attempt succeeded recently. */
    public boolean isSucceeding(EndpointView endpoint) {
        return endpoint.latency().lastSucceeded()
                && endpoint.latency().sinceSuccessNanos() <= tuning.health().recentSuccess().toNanos();
    }

    /** Returns whether the next permit is too far away for a delivery to wait for it in memory. */
    public boolean isUsedUp(EndpointView endpoint, Instant now) {
        return endpoint.nextPermit().isAfter(now.plus(tuning.deferral().maxWaitInMemory()));
    }

    public Defer deferBehindRateLimit(RateLimit limit, EndpointView endpoint) {
        Instant until = later(endpoint.nextReservation(), endpoint.nextPermit());
        return new Defer(until, Moved.MoveReason.RATE_LIMITED, until.plus(limit.spacing()));
    }

    /**
     * Defers to the next probe, or by half the time for which the breaker has been open: the backlog of an endpoint that is
     * away for hours is not to be moved every few seconds.
     *
     * @param atOnce how many attempts the endpoint gets through at the same time
     */
    public Defer deferBehindBreaker(EndpointView endpoint, int atOnce, Instant now) {
        EndpointView.BreakerView breaker = endpoint.breaker();
        long untilProbe = breaker.isProbing() ? breaker.coolDownNanos() : breaker.untilProbeNanos();
        long halfOfAway = Math.min(breaker.openNanos() / 2, tuning.deferral().maxEstimate().toNanos());
        Duration wait = longer(Duration.ofNanos(Math.max(untilProbe, halfOfAway)), tuning.deferral().maxWaitInMemory());
        return defer(endpoint, Moved.MoveReason.BREAKER_OPEN, now.plus(wait),
                now.plus(wait).plus(tuning.deferral().maxEstimate()), atOnce);
    }

    /** Returns when a delivery comes back whose attempt could not begin by a fault of this process. */
    public Instant afterShortage(Instant now) {
        return now.plus(tuning.deferral().afterShortage());
    }

    /**
     * Defers at the endpoint's pace, each delivery to a time of its own. Where that is further ahead than the pace is
     * trusted, the times begin again, on top of each other.
     *
     * @param atOnce how many attempts the endpoint gets through at the same time
     */
    private Defer deferAtPace(EndpointView endpoint, Moved.MoveReason why, int atOnce, Instant now) {
        long trusted = endpoint.isKnown() ? endpoint.latency().steadyNanos() * tuning.deferral().trustFactor() : 0;
        Duration furthest = Duration.ofNanos(
                Math.clamp(trusted, tuning.deferral().minEstimate().toNanos(),
                        tuning.deferral().maxEstimate().toNanos()));
        return defer(endpoint, why, now.plus(tuning.deferral().maxWaitInMemory()), now.plus(furthest), atOnce);
    }

    /** Defers a delivery that leaves the queue of an endpoint that turned out not to be healthy, to make room for others. */
    public Defer deferEvicted(EndpointView endpoint, int atOnce, Instant now) {
        return deferAtPace(endpoint, Moved.MoveReason.EVICTED, atOnce, now);
    }

    private Defer defer(EndpointView endpoint, Moved.MoveReason why, Instant earliest, Instant furthest, int atOnce) {
        Instant next = later(endpoint.nextReservation(), earliest);
        Instant until = next.isAfter(furthest) ? earliest : next;
        long spacing = Math.max(1, (long) (endpoint.latency().attemptNanos() / atOnce));
        return new Defer(until, why, until.plusNanos(spacing));
    }

    private PoolKind pool(boolean isTrusted, LaneLoad lane) {
        if (isTrusted) {
            return PoolKind.HEALTHY;
        }
        if (!lane.isFull(PoolKind.DOUBTFUL)) {
            return PoolKind.DOUBTFUL;
        }
        return PoolKind.PROBING;
    }

    private AdmissionDecision withoutMemory(PoolKind pool, boolean isHealthy, EndpointView endpoint, LaneLoad lane,
            Instant now) {
        if (pool == PoolKind.HEALTHY) {
            return new WaitForMemory();
        }
        return isHealthy && lane.wasBehind()
                ? new WaitFor(tuning.processors().retryAfter())
                : deferAtPace(endpoint, Moved.MoveReason.MEMORY_FULL, 1, now);
    }

    private AdmissionDecision place(AdmissionRequest request, PoolKind pool, EndpointView endpoint, LaneLoad lane,
            Instant now) {
        boolean isSingle = pool == PoolKind.PROBING;
        boolean isBehind = !isSingle && lane.isBehind();
        int maxInFlight = isSingle ? 1 : request.maxInFlight();
        if (endpoint.inFlight() < (isBehind ? 1 : maxInFlight)) {
            return new Start(pool, false);
        }
        if (!isSingle && endpoint.queued() < queueBound(endpoint, maxInFlight, lane.longestQueue())) {
            return new Queue(pool, isBehind);
        }
        return isBehind && isHealthy(endpoint, true) && !isSlow(endpoint)
                ? new WaitFor(tuning.processors().retryAfter())
                : deferAtPace(endpoint, Moved.MoveReason.QUEUE_FULL, maxInFlight, now);
    }

    private long queueBound(EndpointView endpoint, int maxInFlight, int longestQueue) {
        if (!endpoint.isKnown()) {
            return longestQueue;
        }
        long throughput = (long) (tuning.deferral().maxWaitInMemory().toNanos()
                / Math.max(1, endpoint.latency().attemptNanos())
                * maxInFlight);
        return Math.clamp(throughput, Math.min(maxInFlight, longestQueue), longestQueue);
    }

    /** By the endpoint's pace, or, where nothing has come back for longer than that, by how long it has been. */
    private boolean isEmptySoon(EndpointView endpoint) {
        long soon = tuning.processors().soon().toNanos();
        if (!endpoint.isKnown()) {
            return endpoint.quietNanos() <= soon;
        }
        long attempt = Math.max((long) endpoint.latency().attemptNanos(), endpoint.quietNanos());
        return attempt * (double) endpoint.queued() <= (double) soon * endpoint.inFlight();
    }

    /** Nothing comes back, for far longer than usual. */
    private boolean hasStalled(EndpointView endpoint, boolean wasBehind) {
        long usual = (long) (endpoint.latency().attemptNanos() * tuning.health().stalledAttempts());
        return endpoint.quietNanos() > Math.max(stalledAfter(wasBehind).toNanos(), usual);
    }

    private Duration stalledAfter(boolean wasBehind) {
        return wasBehind ? tuning.health().whileBehind() : tuning.health().stalled();
    }

    private boolean isSlow(EndpointView endpoint) {
        return (long) endpoint.latency().attemptNanos() > tuning.health().quick().toNanos()
                && endpoint.latency().steadyNanos() >= tuning.health().slowFor().toNanos();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
