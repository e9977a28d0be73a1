package dev.carteiro.dispatcher.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.admission.AdmissionDecision.Defer;
import dev.carteiro.dispatcher.admission.AdmissionDecision.Queue;
import dev.carteiro.dispatcher.admission.AdmissionDecision.Start;
import dev.carteiro.dispatcher.admission.AdmissionDecision.WaitFor;
import dev.carteiro.dispatcher.admission.AdmissionDecision.WaitForMemory;
import dev.carteiro.dispatcher.outcome.Consequence.Moved;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Exact decisions for endpoints and lanes that are written down, without any state. */
class AdmissionPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SECOND = 1_000_000_000;
    private static final AdmissionPolicy POLICY = AdmissionPolicy.DEFAULT;
    private static final AdmissionRequest REQUEST = new AdmissionRequest(false, 16, null);
    private static final AdmissionRequest TEST = new AdmissionRequest(true, 16, new RateLimit(1, Duration.ofHours(1)));
    private static final EndpointView.LatencyView NOTHING_KNOWN = new EndpointView.LatencyView(0, 0, false, 0);
    private static final EndpointView.BreakerView OPEN = new EndpointView.BreakerView(true, false, 3 * SECOND, SECOND,
            5 * SECOND);
    private static final EndpointView.BreakerView PROBE_DUE = new EndpointView.BreakerView(true, false, 0, SECOND,
            5 * SECOND);
    private static final LaneLoad SPACE = new LaneLoad(false, false, Set.of(), true, 5_000);
    private static final LaneLoad BEHIND = new LaneLoad(true, true, Set.of(), true, 5_000);

    @Test
    void startsUpToTheLimitAndThenQueues() {
        assertThat(POLICY.admit(REQUEST, succeeding(20, 15, 0), SPACE, NOW))
                .isEqualTo(new Start(PoolKind.HEALTHY, false));
        assertThat(POLICY.admit(REQUEST, succeeding(20, 16, 0), SPACE, NOW))
                .isEqualTo(new Queue(PoolKind.HEALTHY, false));
    }

    @Test
    void queuesWhatTheEndpointGetsThroughInFourSeconds() {
        assertThat(POLICY.admit(REQUEST, succeeding(500, 16, 127), SPACE, NOW))
                .isEqualTo(new Queue(PoolKind.HEALTHY, false));
        // Sixteen attempts at once, half a second each: the next delivery that is deferred comes 31.25 ms later.
        assertThat(POLICY.admit(REQUEST, succeeding(500, 16, 128), SPACE, NOW)).isEqualTo(
                new Defer(NOW.plusSeconds(4), Moved.MoveReason.QUEUE_FULL, NOW.plusSeconds(4).plusNanos(31_250_000)));
    }

    @Test
    void theQueueHoldsAtLeastARoundOfRequestsAndAtMostWhatTheLaneAllows() {
        assertThat(POLICY.admit(REQUEST, succeeding(60_000, 16, 15), SPACE, NOW)).isInstanceOf(Queue.class);
        assertThat(POLICY.admit(REQUEST, succeeding(60_000, 16, 16), SPACE, NOW)).isInstanceOf(Defer.class);
        assertThat(POLICY.admit(REQUEST, succeeding(1, 16, 4_999), SPACE, NOW)).isInstanceOf(Queue.class);
        assertThat(POLICY.admit(REQUEST, succeeding(1, 16, 5_000), SPACE, NOW)).isInstanceOf(Defer.class);
    }

    @Test
    void theMemoryOfTheHealthyIsForThoseThatSucceededWithinHalfAMinute() {
        assertThat(poolOf(view(1, 0, NOTHING_KNOWN), SPACE)).as("new").isEqualTo(PoolKind.HEALTHY);
        assertThat(poolOf(view(1, 0, NOTHING_KNOWN), new LaneLoad(false, false, Set.of(), false, 5_000)))
                .as("new, the pool half full").isEqualTo(PoolKind.DOUBTFUL);
        assertThat(poolOf(view(SECOND + 1, 0, NOTHING_KNOWN), SPACE)).as("silent for a second")
                .isEqualTo(PoolKind.DOUBTFUL);
        assertThat(poolOf(succeededBefore(30 * SECOND), SPACE)).isEqualTo(PoolKind.HEALTHY);
        assertThat(poolOf(succeededBefore(30 * SECOND + 1), SPACE)).isEqualTo(PoolKind.DOUBTFUL);
    }

    @Test
    void theHealthyWaitForMemoryAndTheOthersLeave() {
        LaneLoad full = new LaneLoad(false, false, Set.of(PoolKind.HEALTHY, PoolKind.DOUBTFUL, PoolKind.PROBING), false,
                5_000);

        assertThat(POLICY.admit(REQUEST, succeeding(20, 0, 0), full, NOW)).isEqualTo(new WaitForMemory());
        assertThat(POLICY.admit(REQUEST, failing(2), full, NOW)).isEqualTo(
                new Defer(NOW.plusSeconds(4), Moved.MoveReason.MEMORY_FULL, NOW.plusSeconds(6)));
    }

    @Test
    void anEndpointThatIsNewWaitsWhileTheLaneIsBehind() {
        LaneLoad full = new LaneLoad(true, true, Set.of(PoolKind.DOUBTFUL), false, 5_000);

        assertThat(POLICY.admit(REQUEST, view(5 * SECOND, 0, NOTHING_KNOWN), full, NOW))
                .isEqualTo(new WaitFor(Duration.ofMillis(5)));
        assertThat(POLICY.admit(REQUEST, view(5 * SECOND + 1, 0, NOTHING_KNOWN), full, NOW)).as("it hangs")
                .isEqualTo(new Start(PoolKind.PROBING, false));
    }

    @Test
    void aLaneThatIsBehindStartsNoSecondRequestAndKeepsTheQuick() {
        assertThat(POLICY.admit(REQUEST, succeeding(20, 0, 0), BEHIND, NOW))
                .isEqualTo(new Start(PoolKind.HEALTHY, false));
        assertThat(POLICY.admit(REQUEST, succeeding(20, 1, 0), BEHIND, NOW))
                .isEqualTo(new Queue(PoolKind.HEALTHY, true));
        assertThat(POLICY.admit(REQUEST, succeeding(250, 1, 256), BEHIND, NOW))
                .isEqualTo(new WaitFor(Duration.ofMillis(5)));
        assertThat(POLICY.admit(REQUEST, succeeding(251, 1, 256), BEHIND, NOW)).isInstanceOf(Defer.class);
    }

    @Test
    void anOpenBreakerDefersToItsProbeAndLetsItThrough() {
        assertThat(POLICY.admit(REQUEST, with(OPEN), SPACE, NOW)).isEqualTo(
                new Defer(NOW.plusSeconds(4), Moved.MoveReason.BREAKER_OPEN,
                        NOW.plusSeconds(4).plusNanos(125_000_000)));
        assertThat(POLICY.admit(REQUEST, with(PROBE_DUE), SPACE, NOW)).isEqualTo(new Start(PoolKind.DOUBTFUL, true));
        assertThat(POLICY.admit(TEST, with(OPEN), SPACE, NOW)).as("a test")
                .isEqualTo(new Start(PoolKind.DOUBTFUL, false));
    }

    @Test
    void behindABreakerThatHasBeenOpenForLongARecordWaitsForHalfOfThatAndAtMostTenMinutes() {
        assertThat(until(new EndpointView.BreakerView(true, false, SECOND, 100 * SECOND, 60 * SECOND)))
                .isEqualTo(NOW.plusSeconds(50));
        assertThat(until(new EndpointView.BreakerView(true, false, SECOND, 7_200 * SECOND, 60 * SECOND)))
                .isEqualTo(NOW.plusSeconds(600));
        assertThat(until(new EndpointView.BreakerView(true, true, 44 * SECOND, 10 * SECOND, 20 * SECOND)))
                .as("a probe is under way: until the one after it").isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void aRateLimitDefersBehindAllPermitsAndReservations() {
        AdmissionRequest limited = new AdmissionRequest(false, 16, new RateLimit(1, Duration.ofSeconds(1)));

        assertThat(POLICY.admit(limited, permittedAt(NOW.plusSeconds(4), Instant.MIN), SPACE, NOW))
                .isInstanceOf(Start.class);
        assertThat(POLICY.admit(limited, permittedAt(NOW.plusSeconds(5), Instant.MIN), SPACE, NOW))
                .isEqualTo(new Defer(NOW.plusSeconds(5), Moved.MoveReason.RATE_LIMITED, NOW.plusSeconds(6)));
        assertThat(POLICY.admit(limited, permittedAt(NOW.plusSeconds(5), NOW.plusSeconds(9)), SPACE, NOW))
                .isEqualTo(new Defer(NOW.plusSeconds(9), Moved.MoveReason.RATE_LIMITED, NOW.plusSeconds(10)));
        assertThat(POLICY.admit(TEST, permittedAt(NOW.plusSeconds(5), Instant.MIN), SPACE, NOW)).as("a test")
                .isInstanceOf(Start.class);
    }

    private static PoolKind poolOf(EndpointView endpoint, LaneLoad lane) {
        return switch (POLICY.admit(REQUEST, endpoint, lane, NOW)) {
            case Start(PoolKind pool, boolean isProbe) -> pool;
            case Queue(PoolKind pool, boolean isHeldBack) -> pool;
            case AdmissionDecision.Wait wait -> throw new AssertionError(wait);
            case Defer defer -> throw new AssertionError(defer);
        };
    }

    private static Instant until(EndpointView.BreakerView breaker) {
        return POLICY.deferBehindBreaker(with(breaker), 16, NOW).until();
    }

    /** An endpoint that has taken this long for each attempt of the last minute. */
    private static EndpointView succeeding(long attemptMillis, int inFlight, int queued) {
        return new EndpointView(inFlight, inFlight > 0, 16, queued, 60 * SECOND, 0,
                new EndpointView.LatencyView(attemptMillis * 1e6, 60 * SECOND, true, 0),
                EndpointView.BreakerView.CLOSED,
                Instant.MIN, Instant.MIN);
    }

    private static EndpointView succeededBefore(long nanos) {
        return view(60 * SECOND, 0, new EndpointView.LatencyView(20e6, SECOND, true, nanos));
    }

    private static EndpointView failing(long attemptSeconds) {
        return view(60 * SECOND, 0, new EndpointView.LatencyView(attemptSeconds * 1e9, SECOND, false, SECOND));
    }

    private static EndpointView view(long ageNanos, int inFlight, EndpointView.LatencyView latency) {
        return new EndpointView(inFlight, inFlight > 0, 16, 0, ageNanos, 0, latency, EndpointView.BreakerView.CLOSED,
                Instant.MIN, Instant.MIN);
    }

    private static EndpointView with(EndpointView.BreakerView breaker) {
        return new EndpointView(0, false, 16, 0, 60 * SECOND, 0,
                new EndpointView.LatencyView(2e9, SECOND, false, SECOND),
                breaker, Instant.MIN, Instant.MIN);
    }

    private static EndpointView permittedAt(Instant permit, Instant reservation) {
        return new EndpointView(0, false, 16, 0, 60 * SECOND, 0,
                new EndpointView.LatencyView(20e6, SECOND, true, SECOND), EndpointView.BreakerView.CLOSED, reservation,
                permit);
    }
}
