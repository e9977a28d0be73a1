package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.HANDED_OVER;
import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static dev.carteiro.checker.invariant.RunHistoryBuilder.SHORT_LIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import org.junit.jupiter.api.Test;

class NoLossTest {
    private final Invariant invariant = new NoLoss();

    @Test
    void holdsWhereEverythingWasAcceptedOrBuriedOnce() {
        RunHistoryBuilder past = RunHistoryBuilder.good();
        past.event(3, PublishOutcome.OK, 0).routed(3, HOOK).request(3, HOOK, 1, 0.1, 500)
                .attempt(3, HOOK, 1, AttemptOutcome.DEAD, 0.1, null).buried(3, HOOK);
        assertThat(past.seenBy(invariant)).isEmpty();
    }

    @Test
    void anAcceptedRequestIsEnoughWhereItsCommitWasLost() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 200).seenBy(invariant))
                .isEmpty();
    }

    @Test
    void anAcknowledgedEventWithoutADeliveryIsALoss() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).seenBy(invariant))
                .containsExactly("evt_1 crm: no record in the deliveries topic");
    }

    @Test
    void aDeliveryThatNobodyEndedIsALoss() {
        RunHistoryBuilder past = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 500)
                .attempt(1, HOOK, 1, 0.1, 0.3);
        assertThat(past.seenBy(invariant))
                .containsExactly(
                        "evt_1 crm: neither a 2xx nor a dead letter, after 1 requests and 1 committed attempts");
    }

    @Test
    void aDeliveredWithoutARequestIsALoss() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK).attempt(1, HOOK, 1, 0.1, null).seenBy(invariant))
                .containsExactly("evt_1 crm: the history says delivered, and no request was answered with 2xx");
    }

    @Test
    void twoDeadLettersAreOneTooMany() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK).attempt(1, HOOK, 1, AttemptOutcome.DEAD, 0.1, null)
                .buried(1, HOOK).buried(1, HOOK).seenBy(invariant)).containsExactly("evt_1 crm: 2 dead letters");
    }

    @Test
    void cancelledEndsOnlyTheDeliveriesOfASubscriptionThatIsDeletedOrAnotherTenants() {
        RunHistoryBuilder past = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HOOK).routed(1, SHORT_LIVED).routed(1, HANDED_OVER)
                .attempt(1, HOOK, 0, AttemptOutcome.CANCELLED, 1, null)
                .attempt(1, SHORT_LIVED, 0, AttemptOutcome.CANCELLED, 1, null)
                .attempt(1, HANDED_OVER, 0, AttemptOutcome.CANCELLED, 1, null);
        assertThat(past.seenBy(invariant)).containsExactly(
                "evt_1 crm: neither a 2xx nor a dead letter, after 0 requests and 1 committed attempts");
    }

    @Test
    void whatKafkaDidNotAcknowledgeMayBeMissingButNotHalfDone() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.UNKNOWN, 0).seenBy(invariant)).isEmpty();
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.UNKNOWN, 0).routed(1, HOOK).seenBy(invariant)).containsExactly(
                "evt_1 crm: neither a 2xx nor a dead letter, after 0 requests and 0 committed attempts");
    }
}
