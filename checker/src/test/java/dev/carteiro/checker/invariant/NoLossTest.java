package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.Past.HANDED_OVER;
import static dev.carteiro.checker.invariant.Past.HOOK;
import static dev.carteiro.checker.invariant.Past.SHORT_LIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.Published.Fate;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import org.junit.jupiter.api.Test;

class NoLossTest {
    private final Invariant invariant = new NoLoss();

    @Test
    void holdsWhereEverythingWasAcceptedOrBuriedOnce() {
        Past past = Past.good();
        past.event(3, Fate.OK, 0).routed(3, HOOK).request(3, HOOK, 1, 0.1, 500)
                .attempt(3, HOOK, 1, AttemptOutcome.DEAD, 0.1, null).buried(3, HOOK);
        assertThat(past.seenBy(invariant)).isEmpty();
    }

    @Test
    void anAcceptedRequestIsEnoughWhereItsCommitWasLost() {
        assertThat(new Past().event(1, Fate.OK, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 200).seenBy(invariant))
                .isEmpty();
    }

    @Test
    void anAcknowledgedEventWithoutADeliveryIsALoss() {
        assertThat(new Past().event(1, Fate.OK, 0).seenBy(invariant))
                .containsExactly("evt_1 crm: no record in the deliveries topic");
    }

    @Test
    void aDeliveryThatNobodyEndedIsALoss() {
        Past past = new Past().event(1, Fate.OK, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 500)
                .attempt(1, HOOK, 1, 0.1, 0.3);
        assertThat(past.seenBy(invariant))
                .containsExactly(
                        "evt_1 crm: neither a 2xx nor a dead letter, after 1 requests and 1 committed attempts");
    }

    @Test
    void aDeliveredWithoutARequestIsALoss() {
        assertThat(new Past().event(1, Fate.OK, 0).routed(1, HOOK).attempt(1, HOOK, 1, 0.1, null).seenBy(invariant))
                .containsExactly("evt_1 crm: the history says delivered, and no request was answered with 2xx");
    }

    @Test
    void twoDeadLettersAreOneTooMany() {
        assertThat(new Past().event(1, Fate.OK, 0).routed(1, HOOK).attempt(1, HOOK, 1, AttemptOutcome.DEAD, 0.1, null)
                .buried(1, HOOK).buried(1, HOOK).seenBy(invariant)).containsExactly("evt_1 crm: 2 dead letters");
    }

    @Test
    void cancelledEndsOnlyTheDeliveriesOfASubscriptionThatIsDeletedOrAnotherTenants() {
        Past past = new Past().event(1, Fate.OK, 0).routed(1, HOOK).routed(1, SHORT_LIVED).routed(1, HANDED_OVER)
                .attempt(1, HOOK, 0, AttemptOutcome.CANCELLED, 1, null)
                .attempt(1, SHORT_LIVED, 0, AttemptOutcome.CANCELLED, 1, null)
                .attempt(1, HANDED_OVER, 0, AttemptOutcome.CANCELLED, 1, null);
        assertThat(past.seenBy(invariant)).containsExactly(
                "evt_1 crm: neither a 2xx nor a dead letter, after 0 requests and 1 committed attempts");
    }

    @Test
    void whatKafkaDidNotAcknowledgeMayBeMissingButNotHalfDone() {
        assertThat(new Past().event(1, Fate.UNKNOWN, 0).seenBy(invariant)).isEmpty();
        assertThat(new Past().event(1, Fate.UNKNOWN, 0).routed(1, HOOK).seenBy(invariant)).containsExactly(
                "evt_1 crm: neither a 2xx nor a dead letter, after 0 requests and 0 committed attempts");
    }
}
