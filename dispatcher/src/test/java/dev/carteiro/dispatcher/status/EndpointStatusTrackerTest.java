package dev.carteiro.dispatcher.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.endpoint.DisabledReason;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.endpoint.EndpointStatus.Disabled;
import dev.carteiro.schemas.endpoint.EndpointStatus.Failing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointStatusTrackerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Optional<EndpointStatusTracker.StatusUpdate> NOTHING = Optional.empty();
    private static final Optional<EndpointStatusTracker.StatusUpdate> HEALTHY_AGAIN = Optional
            .of(new EndpointStatusTracker.StatusUpdate(null));

    /** The statuses in the topic. */
    private final Map<String, EndpointStatus> known = new HashMap<>();
    private final EndpointStatusTracker statusTracker = new EndpointStatusTracker(known::get, Duration.ofDays(5));

    /** Otherwise a clock that is ahead would disable every endpoint that fails briefly. */
    @Test
    void timeByOneClockOnlyDisablesNoEndpoint() {
        fail(Duration.ZERO);

        assertThat(statusTracker.failed("a", 7, false, START.plus(Duration.ofDays(6)), Instant.MIN)).isEqualTo(NOTHING);
        assertThat(statusTracker.failed("a", 7, false, START.plus(Duration.ofDays(6)), START.plusSeconds(59)))
                .isEqualTo(NOTHING);
    }

    @Test
    void anEndpointThatIsGoneIsDisabledAtOnce() {
        Disabled gone = new Disabled(START, 7, DisabledReason.GONE);
        assertThat(statusTracker.failed("a", 7, true, START, START)).isEqualTo(changed(gone));
        assertThat(statusTracker.disabled("a", 7)).as("before the topic contains it").contains(gone);
        assertThat(statusTracker.failed("a", 7, true, START.plusSeconds(1), START)).as("written once")
                .isEqualTo(NOTHING);
        assertThat(statusTracker.succeeded("a", 7)).as("of an attempt that started before").isEqualTo(NOTHING);
        assertThat(statusTracker.disabled("a", 7)).contains(gone);
        assertThat(statusTracker.disabled("b", 7)).isEmpty();
    }

    @Test
    void aNewerVersionOfTheSubscriptionEnablesItAgain() {
        known.put("a", new Disabled(START, 7, DisabledReason.GONE));
        assertThat(statusTracker.disabled("a", 7)).isPresent();
        assertThat(statusTracker.disabled("a", 8)).isEmpty();
        assertThat(statusTracker.succeeded("a", 8)).as("the old record is removed").isEqualTo(HEALTHY_AGAIN);
        assertThat(statusTracker.succeeded("a", 8)).as("once").isEqualTo(NOTHING);
    }

    @Test
    void aTooCostlyFilterStopsNoQueuedDelivery() {
        known.put("a", new Disabled(START, 7, DisabledReason.FILTER_TOO_COSTLY));

        assertThat(statusTracker.disabled("a", 7)).isEmpty();
        assertThat(statusTracker.succeeded("a", 7)).isEmpty();
        assertThat(statusTracker.failed("a", 7, false, START.plusSeconds(120), START.plusSeconds(120))).isEmpty();
        assertThat(statusTracker.disabled("a", 7)).isEmpty();
    }

    @Test
    void aNewerVersionRestartsTheCount() {
        known.put("a", new Failing(START, 7));
        Instant later = START.plus(Duration.ofDays(6));
        assertThat(statusTracker.failed("a", 8, false, later, later)).isEqualTo(NOTHING);
        assertThat(statusTracker.disabled("a", 8)).isEmpty();
    }

    @Test
    void failuresAreWrittenAfterAMinuteAndClearedByASuccess() {
        assertThat(fail(Duration.ZERO)).isEqualTo(NOTHING);
        assertThat(fail(Duration.ofSeconds(59))).isEqualTo(NOTHING);
        Failing failing = new Failing(START, 7);
        assertThat(fail(Duration.ofSeconds(60))).isEqualTo(changed(failing));
        assertThat(fail(Duration.ofSeconds(61))).as("written once").isEqualTo(NOTHING);

        assertThat(statusTracker.succeeded("a", 7)).isEqualTo(HEALTHY_AGAIN);
        known.put("a", failing); // the topic is behind
        assertThat(statusTracker.succeeded("a", 7)).as("cleared once").isEqualTo(NOTHING);
        assertThat(fail(Duration.ofDays(6))).as("counts from here, whatever the topic still shows").isEqualTo(NOTHING);
    }

    @Test
    void fiveDaysWithoutASuccessDisable() {
        fail(Duration.ZERO);
        fail(Duration.ofMinutes(2));
        assertThat(fail(Duration.ofDays(5).minusMillis(1))).isEqualTo(NOTHING);
        Disabled disabled = new Disabled(START.plus(Duration.ofDays(5)), 7, DisabledReason.FAILING);
        assertThat(fail(Duration.ofDays(5))).isEqualTo(changed(disabled));
        assertThat(statusTracker.disabled("a", 7)).contains(disabled);
    }

    @Test
    void countingContinuesAcrossARestart() {
        known.put("a", new Failing(START, 7));
        assertThat(fail(Duration.ofDays(5))).isEqualTo(
                changed(new Disabled(START.plus(Duration.ofDays(5)), 7, DisabledReason.FAILING)));
    }

    @Test
    void aFlappingEndpointIsNeverDisabled() {
        for (int second = 0; second < 6 * 86_400; second += 2) {
            fail(Duration.ofSeconds(second));
            statusTracker.succeeded("a", 7);
        }
        assertThat(statusTracker.disabled("a", 7)).isEmpty();
    }

    /** In the meantime another dispatcher owned its partition, and its attempts may have succeeded. */
    @Test
    void forgetDiscardsChangesThatTheTopicDoesNotContain() {
        fail(Duration.ZERO);
        statusTracker.forget();
        assertThat(fail(Duration.ofDays(6))).isEqualTo(NOTHING);
    }

    @Test
    void zeroNeverDisables() {
        EndpointStatusTracker never = new EndpointStatusTracker(known::get, Duration.ZERO);
        known.put("a", new Failing(START, 7));
        assertThat(never.failed("a", 7, false, START.plus(Duration.ofDays(3_000)),
                START.plus(Duration.ofDays(3_000)))).isEqualTo(NOTHING);
    }

    private Optional<EndpointStatusTracker.StatusUpdate> fail(Duration afterStart) {
        return statusTracker.failed("a", 7, false, START.plus(afterStart), START.plus(afterStart));
    }

    private static Optional<EndpointStatusTracker.StatusUpdate> changed(EndpointStatus status) {
        return Optional.of(new EndpointStatusTracker.StatusUpdate(status));
    }
}
