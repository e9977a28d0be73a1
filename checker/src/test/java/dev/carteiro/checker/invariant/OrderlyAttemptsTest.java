package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import dev.carteiro.checker.workload.PlannedResponse;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrderlyAttemptsTest {
    private final Invariant invariant = new OrderlyAttempts();

    /** Attempt 1 has failed at 0.1 s, and the next is due at that time. */
    private static RunHistoryBuilder due(double next) {
        return new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 500)
                .attempt(1, HOOK, 1, 0.1, next);
    }

    @Test
    void holdsForAttemptsInOrderAndInTime() {
        assertThat(RunHistoryBuilder.valid().violationsOf(invariant)).isEmpty();
    }

    @Test
    void aGapViolatesIt() {
        RunHistoryBuilder past = due(0.3).attempt(1, HOOK, 3, 2, null);
        assertThat(past.violationsOf(invariant)).containsExactly("evt_1 crm: attempt 3 was committed after 1");
    }

    @Test
    void restartingTheNumbersViolatesIt() {
        RunHistoryBuilder past = due(0.3).attempt(1, HOOK, 2, 0.4, 1.5).attempt(1, HOOK, 1, 1.6, null);
        assertThat(past.violationsOf(invariant)).containsExactly("evt_1 crm: attempt 1 was committed again after 2");
    }

    @Test
    void moreAttemptsThanTheScheduleViolateIt() {
        RunHistoryBuilder past = due(0.3).attempt(1, HOOK, 2, 0.4, 1.5).attempt(1, HOOK, 3, 1.6, 3.0)
                .attempt(1, HOOK, 4, AttemptOutcome.DEAD, 3, null);
        assertThat(past.violationsOf(invariant))
                .containsExactly("evt_1 crm: attempt 4 was committed, but the schedule has 3");
    }

    @Test
    void aRequestBeforeThePreviousCommitViolatesIt() {
        RunHistoryBuilder past = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK)
                .request(1, HOOK, 1, 0.1, 500)
                .request(1, HOOK, 2, 0.4, 200);
        assertThat(past.violationsOf(invariant))
                .containsExactly("evt_1 crm: a request for attempt 2, but attempt 1 is not in the history");
    }

    @Test
    void aRequestBeforeItIsDueViolatesIt() {
        assertThat(due(0.5).request(1, HOOK, 2, 0.5, 200).violationsOf(invariant)).isEmpty();
        assertThat(due(0.5).request(1, HOOK, 2, 0.494, 200).violationsOf(invariant)).containsExactly(
                "evt_1 crm: attempt 2 came at 2026-01-01T12:00:00.494Z, but it was due at 2026-01-01T12:00:00.500Z");
    }

    /** Even if the history's due time is earlier. */
    @Test
    void aRequestBeforeTheSchedulesWaitIsOverViolatesIt() {
        assertThat(due(0.1).request(1, HOOK, 2, 0.3, 200).violationsOf(invariant)).isEmpty();
        assertThat(due(0.1).request(1, HOOK, 2, 0.2, 200).violationsOf(invariant))
                .containsExactly("evt_1 crm: attempt 2 came"
                        + " at 2026-01-01T12:00:00.200Z, but the schedule's wait ended at 2026-01-01T12:00:00.300Z");
    }

    /** A receiver without processor time may log a request after its sender has given up. */
    @Test
    void theWaitAfterAnAttemptWithoutResponseBeginsAtItsStart() {
        RunHistoryBuilder past = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK)
                .request(1, HOOK, 1, 2.3, new PlannedResponse.StatusResponse(429, Duration.ZERO, Duration.ofSeconds(1)))
                .withoutResponse(1, HOOK, 1, 0.1, 2.35);
        assertThat(past.request(1, HOOK, 2, 2.36, 200).violationsOf(invariant)).isEmpty();
        assertThat(past.withoutResponse(1, HOOK, 2, 2.36, 2.5).request(1, HOOK, 3, 3.3, 200).violationsOf(invariant))
                .containsExactly(
                        "evt_1 crm: attempt 3 came at 2026-01-01T12:00:03.300Z, but the schedule's wait ended at"
                                + " 2026-01-01T12:00:03.360Z");
    }

    @Test
    void aRequestBeforeTheEndOfRetryAfterViolatesIt() {
        RunHistoryBuilder past = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK)
                .request(1, HOOK, 1, 0.1, new PlannedResponse.StatusResponse(429, Duration.ZERO, Duration.ofSeconds(1)))
                .attempt(1, HOOK, 1, 0.1, 0.3).request(1, HOOK, 2, 0.9, 200);
        assertThat(past.violationsOf(invariant))
                .containsExactly("evt_1 crm: attempt 2 came at 2026-01-01T12:00:00.900Z, but"
                        + " the receiver's Retry-After ended at 2026-01-01T12:00:01.100Z");
    }
}
