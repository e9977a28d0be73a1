package dev.carteiro.dispatcher.admission;

import java.time.Duration;

/** The constants that decide what happens to a delivery without room, each with its unit and reason. Immutable. */
public record AdmissionTuning(MemoryTuning memory, ProcessorTuning processors, DeferralTuning deferral,
        HealthTuning health, BreakerTuning breaker, LatencyTuning latency) {
    public static final AdmissionTuning DEFAULT = new AdmissionTuning(
            new MemoryTuning(8, 6, 1, 1, 50, 75, 4_000),
            new ProcessorTuning(4, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMillis(250), 64,
                    Duration.ofMillis(5)),
            new DeferralTuning(Duration.ofSeconds(4), Duration.ofSeconds(10), Duration.ofMinutes(10), 10,
                    Duration.ofSeconds(5)),
            new HealthTuning(Duration.ofSeconds(30), Duration.ofSeconds(1), 8,
                    Duration.ofSeconds(5),
                    Duration.ofMillis(250), Duration.ofSeconds(10)),
            new BreakerTuning(10, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(1),
                    Duration.ofSeconds(45)),
            new LatencyTuning(1.0 / 8, 1.0 / 2, 8));

    /**
     * The lane's memory, in records and in bytes.
     *
     * @param healthyParts of sixteen, for {@link PoolKind#HEALTHY}: half, because these endpoints are what a lane is for
     * @param doubtfulParts of sixteen, for {@link PoolKind#DOUBTFUL}: a thousand endpoints that hang fill it, and nothing
     *     else
     * @param probingParts of sixteen, for {@link PoolKind#PROBING}: one record for each endpoint, so a part is enough
     * @param passingParts of sixteen, for {@link PoolKind#PASSING}: it empties with each commit
     * @param newcomersPercent percent of the healthy endpoints' pool that endpoints without a history may fill: a thousand
     *     new endpoints may all turn out to hang
     * @param resumePercent percent of the healthy endpoints' pool: below it a partition that was stopped is started again.
     *     A partition that started with the first free record would stop again with the next
     * @param maxOutstanding unfinished records of one partition: with more of them, its gap map could be too long to commit
     */
    public record MemoryTuning(int healthyParts, int doubtfulParts, int probingParts, int passingParts,
            int newcomersPercent,
            int resumePercent, int maxOutstanding) {
        /** The parts of a lane's memory. */
        public static final int PARTS = 16;
    }

    /**
     * The process's processors, which the workers share.
     *
     * @param waitingForEach workers that wait for a processor, for each processor: with as many, none runs dry before the
     *     loop comes round again, and a further one would only wait behind them
     * @param behindFor the lane counts as behind for this time longer than its workers are: what was started last has to
     *     end first
     * @param wasBehindFor the same for what a shortage says about endpoints: after a second, what has not come back is kept
     *     by the endpoints, and not by the processors
     * @param soon a queue that the requests under way get through in this time needs no further request while the lane is
     *     behind
     * @param startsInARound further requests that one round of the loop begins, so that it comes round in milliseconds
     * @param retryAfter until a delivery is looked at again that waits for the processors: about a round of the loop
     */
    public record ProcessorTuning(int waitingForEach, Duration behindFor, Duration wasBehindFor, Duration soon,
            int startsInARound, Duration retryAfter) {
    }

    /**
     * The times after which a deferred delivery comes back.
     *
     * @param maxWaitInMemory the longest wait in memory, for room in a queue or for a permit. Shorter than the shortest retry
     *     tier: what waits longer is better off there
     * @param minEstimate the distance to which an endpoint's pace is trusted from the first attempt on
     * @param maxEstimate the distance to which it is trusted at most: the endpoint may have recovered long before
     * @param trustFactor how many times as far ahead as the pace has been steady it is trusted. A process's first
     *     attempts are slow whoever responds, and so is what was under way while a process was suspended: neither says
     *     anything about ten minutes
     * @param afterShortage for a delivery whose attempt could not begin by a fault of this process, such as too few
     *     connections: the shortest retry tier
     */
    public record DeferralTuning(Duration maxWaitInMemory, Duration minEstimate, Duration maxEstimate,
            int trustFactor,
            Duration afterShortage) {
    }

    /**
     * The limits of a healthy endpoint.
     *
     * @param recentSuccess an endpoint that has succeeded within this time may use the healthy endpoints' memory
     * @param stalled a request that takes longer is slow, whatever the endpoint's pace has been; and until then nothing can
     *     be known of a new endpoint
     * @param stalledAttempts the same as a multiple of the endpoint's usual time, for endpoints that are slow by nature
     * @param whileBehind in the place of {@code stalled} while the lane is behind: in a process that is
     *     cold, or was suspended, every endpoint seems to hang
     * @param quick an endpoint whose attempts take no longer is worth holding up a partition for, while the lane is slow
     * @param slowFor an endpoint is slow, and not the process, once it has been slow for this long
     */
    public record HealthTuning(Duration recentSuccess, Duration stalled, int stalledAttempts, Duration whileBehind,
            Duration quick, Duration slowFor) {
    }

    /**
     * The circuit breaker of an endpoint.
     *
     * @param failures in a row, before it opens: an endpoint that fails some deliveries, or each delivery at first, has
     *     successes among its failures and would only be kept from them by single probes
     * @param failingFor without a success, before it opens: until then the in-flight limit and the memory pool bound what
     *     the endpoint costs
     * @param firstCoolDown until the first probe: the shortest retry tier
     * @param longestCoolDown until a probe at most: retries that are minutes apart are never held back by it
     * @param probeLost longer than any attempt may take: a probe that ended without an attempt is not awaited for ever
     */
    public record BreakerTuning(int failures, Duration failingFor, Duration firstCoolDown, Duration longestCoolDown,
            Duration probeLost) {
    }

    /**
     * The moving average of an endpoint's attempts.
     *
     * @param slowerWeight share of an attempt that is slower than the average: some twenty attempts replace what was known
     * @param fasterWeight share of one that is faster: the first attempts of all, which look up, dial and warm up, say
     *     little about the rest
     * @param steadyFactor an average that is so many times what it was, or as small a part of it, is another pace
     */
    public record LatencyTuning(double slowerWeight, double fasterWeight, double steadyFactor) {
    }
}
