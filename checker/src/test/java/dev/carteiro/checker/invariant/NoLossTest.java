package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.DELETED;
import static dev.carteiro.checker.invariant.RunHistoryBuilder.HANDED_OVER;
import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import org.junit.jupiter.api.Test;

class NoLossTest {
    private final Invariant invariant = new NoLoss();

    @Test
    void holdsIfEverythingIsAcceptedOrDeadOnce() {
        RunHistoryBuilder past = RunHistoryBuilder.valid();
        past.event(3, PublishOutcome.OK, 0).routed(3, HOOK).request(3, HOOK, 1, 0.1, 500)
                .attempt(3, HOOK, 1, AttemptOutcome.DEAD, 0.1, null).buried(3, HOOK);
        assertThat(past.violationsOf(invariant)).isEmpty();
    }

    @Test
    void anAcceptedRequestIsEnoughIfItsCommitWasLost() {
        assertThat(
                new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 200)
                        .violationsOf(invariant))
                .isEmpty();
    }

    @Test
    void anAcknowledgedEventWithoutADeliveryIsALoss() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).violationsOf(invariant))
                .containsExactly("evt_1 crm: no record in the deliveries topic");
    }

    @Test
    void anUnfinishedDeliveryIsALoss() {
        RunHistoryBuilder past = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK)
                .request(1, HOOK, 1, 0.1, 500)
                .attempt(1, HOOK, 1, 0.1, 0.3);
        assertThat(past.violationsOf(invariant))
                .containsExactly(
                        "evt_1 crm: neither a 2xx nor a dead letter, after 1 requests and 1 committed attempts");
    }

    @Test
    void anOutcomeDeliveredWithoutARequestIsALoss() {
        assertThat(
                new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK).attempt(1, HOOK, 1, 0.1, null)
                        .violationsOf(invariant))
                .containsExactly("evt_1 crm: the history shows delivered, but no request got a 2xx");
    }

    @Test
    void twoDeadLettersViolateIt() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK)
                .attempt(1, HOOK, 1, AttemptOutcome.DEAD, 0.1, null)
                .buried(1, HOOK).buried(1, HOOK).violationsOf(invariant)).containsExactly("evt_1 crm: 2 dead letters");
    }

    @Test
    void cancelledEndsOnlyTheDeliveriesOfASubscriptionThatIsDeletedOrAnotherTenants() {
        RunHistoryBuilder past = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK)
                .routed(1, DELETED).routed(1, HANDED_OVER)
                .attempt(1, HOOK, 0, AttemptOutcome.CANCELLED, 1, null)
                .attempt(1, DELETED, 0, AttemptOutcome.CANCELLED, 1, null)
                .attempt(1, HANDED_OVER, 0, AttemptOutcome.CANCELLED, 1, null);
        assertThat(past.violationsOf(invariant)).containsExactly(
                "evt_1 crm: neither a 2xx nor a dead letter, after 0 requests and 1 committed attempts");
    }

    @Test
    void unacknowledgedEventsMayBeMissingButNotHalfDelivered() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.UNKNOWN, 0).violationsOf(invariant)).isEmpty();
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.UNKNOWN, 0).routed(1, HOOK).violationsOf(invariant))
                .containsExactly(
                        "evt_1 crm: neither a 2xx nor a dead letter, after 0 requests and 0 committed attempts");
    }
}
