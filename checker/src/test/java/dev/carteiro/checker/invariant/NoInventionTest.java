package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.Past.HANDED_OVER;
import static dev.carteiro.checker.invariant.Past.HOOK;
import static dev.carteiro.checker.invariant.Past.OTHER_TENANTS;
import static dev.carteiro.checker.invariant.Past.TAKING_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.Published.Fate;
import dev.carteiro.checker.receiver.Request;
import dev.carteiro.checker.workload.Answer;
import org.junit.jupiter.api.Test;

class NoInventionTest {
    private final Invariant invariant = new NoInvention();

    @Test
    void holdsForWhatMatches() {
        assertThat(Past.good().seenBy(invariant)).isEmpty();
        assertThat(new Past().event(1, Fate.UNKNOWN, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 200)
                .seenBy(invariant)).isEmpty();
    }

    @Test
    void anAbortedEventMustNotBeSeen() {
        assertThat(new Past().event(1, Fate.FAILED, 0).seenBy(invariant)).isEmpty();
        assertThat(new Past().event(1, Fate.FAILED, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 200)
                .seenBy(invariant)).containsExactly(
                        "evt_1 crm: the event's transaction was aborted; 1 delivery records, 1 requests");
    }

    @Test
    void anotherTenantsSubscriptionMustNotGetIt() {
        assertThat(Past.good().routed(1, OTHER_TENANTS).seenBy(invariant)).containsExactly(
                "evt_1 spy: the event (order.paid, tenant acme) does not match the subscription;"
                        + " 1 delivery records, 0 requests");
    }

    /** Its id is the same before and after. */
    @Test
    void aTenantThatTookAnIdOverMustNotGetWhatWasTheFormerOnes() {
        Past before = new Past().event(1, Fate.OK, 0).routed(1, HANDED_OVER).request(1, HANDED_OVER, 1, 0.1, 200);
        assertThat(before.seenBy(invariant)).isEmpty();

        Past after = new Past().event(1, Fate.OK, 0).routed(1, HANDED_OVER).request(1, TAKING_OVER, 1, 0.1, 200);
        assertThat(after.seenBy(invariant)).containsExactly("evt_1 moved: a request to /moved-now");
    }

    @Test
    void aRequestForNoEventIsInvented() {
        assertThat(new Past().request(9, HOOK, 1, 0.1, 200).seenBy(invariant)).containsExactly(
                "unknown crm: no such delivery follows from any published event; 0 delivery records, 1 requests");
    }

    @Test
    void aRequestGoesToItsOwnEndpoint() {
        Past past = Past.good().request(new Request(Past.at(1), OTHER_TENANTS.path(), Past.delivery(1, HOOK), 1, "", "",
                new byte[0], Answer.status(200)));
        assertThat(past.seenBy(invariant)).containsExactly("evt_1 crm: a request to /spy");
    }
}
