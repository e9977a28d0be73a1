package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static dev.carteiro.checker.invariant.RunHistoryBuilder.REDRIVEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import org.junit.jupiter.api.Test;

class NoUnsettledDeliveryTest {
    private final Invariant invariant = new NoUnsettledDelivery();

    @Test
    void holdsIfEverythingHasOneFinalOutcome() {
        RunHistoryBuilder past = RunHistoryBuilder.valid().event(3, PublishOutcome.OK, 0).routed(3, HOOK)
                .attempt(3, HOOK, 1, AttemptOutcome.DEAD, 0.1, null)
                .buried(3, HOOK);
        assertThat(past.violationsOf(invariant)).isEmpty();
    }

    @Test
    void anUncommittedEndViolatesIt() {
        assertThat(
                RunHistoryBuilder.valid().position("carteiro.retry.1s-0", 7, 9).position("carteiro.retry.5s-0", -1, 0)
                        .violationsOf(invariant))
                .containsExactly("- -: carteiro.retry.1s-0 ends at 9, but 7 is committed",
                        "- -: carteiro.retry.5s-0 ends at 0, but -1 is committed");
    }

    @Test
    void aDeliveryWithoutAFinalOutcomeViolatesIt() {
        assertThat(
                new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK).attempt(1, HOOK, 1, 0.1, 0.3)
                        .violationsOf(invariant))
                .containsExactly("evt_1 crm: no final outcome, after 1 committed attempts");
    }

    @Test
    void aDeliveryWithTwoFinalOutcomesViolatesIt() {
        assertThat(
                RunHistoryBuilder.valid().attempt(1, HOOK, 1, AttemptOutcome.DEAD, 0.1, null).violationsOf(invariant))
                .containsExactly("evt_1 crm: 2 final outcomes: [DELIVERED, DEAD]");
    }

    @Test
    void aDeadLetterRedrivenToAnotherTenantHasTwoFinalOutcomes() {
        RunHistoryBuilder past = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, REDRIVEN)
                .attempt(1, REDRIVEN, 1, AttemptOutcome.DEAD, 0.1, null)
                .buried(1, REDRIVEN).attempt(1, REDRIVEN, 0, AttemptOutcome.CANCELLED, 1, null);
        assertThat(past.violationsOf(invariant)).isEmpty();
        assertThat(past.attempt(1, REDRIVEN, 0, AttemptOutcome.CANCELLED, 2, null).violationsOf(invariant))
                .containsExactly("evt_1 dead: 3 final outcomes: [DEAD, CANCELLED, CANCELLED]");
    }

    @Test
    void aDeadLetterAndItsOutcomeBelongTogether() {
        assertThat(RunHistoryBuilder.valid().buried(1, HOOK).violationsOf(invariant))
                .containsExactly("evt_1 crm: its final outcome is delivered, but it has 1 dead letters");
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.OK, 0)
                .attempt(1, HOOK, 1, AttemptOutcome.DEAD, 0.1, null).violationsOf(invariant))
                .containsExactly("evt_1 crm: its final outcome is dead, but it has 0 dead letters");
    }
}
