package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.HANDED_OVER;
import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static dev.carteiro.checker.invariant.RunHistoryBuilder.OTHER_TENANTS;
import static dev.carteiro.checker.invariant.RunHistoryBuilder.TAKING_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import dev.carteiro.checker.receiver.RecordedRequest;
import dev.carteiro.checker.workload.PlannedResponse;
import org.junit.jupiter.api.Test;

class NoUnexpectedDeliveryTest {
    private final Invariant invariant = new NoUnexpectedDelivery();

    @Test
    void holdsForMatchingEvents() {
        assertThat(RunHistoryBuilder.valid().violationsOf(invariant)).isEmpty();
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.UNKNOWN, 0).routed(1, HOOK)
                .request(1, HOOK, 1, 0.1, 200)
                .violationsOf(invariant)).isEmpty();
    }

    @Test
    void anAbortedEventMustNotBeDelivered() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.FAILED, 0).violationsOf(invariant)).isEmpty();
        assertThat(
                new RunHistoryBuilder().event(1, PublishOutcome.FAILED, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 200)
                        .violationsOf(invariant))
                .containsExactly(
                        "evt_1 crm: the event's transaction was aborted; 1 delivery records, 1 requests");
    }

    @Test
    void anotherTenantsSubscriptionMustNotGetIt() {
        assertThat(RunHistoryBuilder.valid().routed(1, OTHER_TENANTS).violationsOf(invariant)).containsExactly(
                "evt_1 spy: the event (order.paid, tenant acme) does not match the subscription;"
                        + " 1 delivery records, 0 requests");
    }

    /** The delivery's id is the same before and after. */
    @Test
    void aTenantThatTakesAnIdOverMustNotGetTheFirstOwnersDeliveries() {
        RunHistoryBuilder before = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HANDED_OVER)
                .request(1, HANDED_OVER, 1, 0.1, 200);
        assertThat(before.violationsOf(invariant)).isEmpty();

        RunHistoryBuilder after = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).routed(1, HANDED_OVER)
                .request(1, TAKING_OVER, 1, 0.1, 200);
        assertThat(after.violationsOf(invariant)).containsExactly("evt_1 moved: a request to /moved-now");
    }

    @Test
    void aRequestWithoutAnEventViolatesIt() {
        assertThat(new RunHistoryBuilder().request(9, HOOK, 1, 0.1, 200).violationsOf(invariant)).containsExactly(
                "unknown crm: the delivery belongs to no published event; 0 delivery records, 1 requests");
    }

    @Test
    void aRequestGoesToItsOwnEndpoint() {
        RunHistoryBuilder past = RunHistoryBuilder.valid()
                .request(new RecordedRequest(RunHistoryBuilder.at(1), OTHER_TENANTS.path(),
                        RunHistoryBuilder.delivery(1, HOOK), 1, "", "",
                        new byte[0], PlannedResponse.status(200)));
        assertThat(past.violationsOf(invariant)).containsExactly("evt_1 crm: a request to /spy");
    }
}
