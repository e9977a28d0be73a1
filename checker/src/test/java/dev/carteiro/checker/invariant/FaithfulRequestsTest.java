package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static dev.carteiro.checker.invariant.RunHistoryBuilder.OTHER_TENANTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import dev.carteiro.checker.workload.PlannedResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FaithfulRequestsTest {
    private final Invariant invariant = new FaithfulRequests();

    @Test
    void holdsForTheEventsOwnBytesSignedWithTheSubscriptionsSecret() {
        assertThat(RunHistoryBuilder.valid().violationsOf(invariant)).isEmpty();
        assertThat(new String(RunHistoryBuilder.fact(2).body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"order.paid\","
                        + "\"timestamp\":\"2026-01-01T00:00:02Z\",\"data\":{\"number\":2,\"amount\":50,\"padding\":\"\"}}");
    }

    @Test
    void anotherEventsBodyViolatesIt() {
        RunHistoryBuilder past = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).request(1, HOOK, 1, 0.1,
                PlannedResponse.status(200),
                RunHistoryBuilder.fact(22).body(), HOOK.secret());
        assertThat(past.violationsOf(invariant))
                .containsExactly("evt_1 crm: attempt 1 had a different body, of 102 bytes instead of 101");
    }

    @Test
    void anotherSecretViolatesIt() {
        RunHistoryBuilder past = new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).request(1, HOOK, 1, 0.1,
                PlannedResponse.status(200),
                RunHistoryBuilder.fact(1).body(), OTHER_TENANTS.secret());
        assertThat(past.violationsOf(invariant))
                .containsExactly("evt_1 crm: attempt 1 had a signature that does not verify");
    }

    @Test
    void anIdThatBelongsToNoEventViolatesIt() {
        assertThat(new RunHistoryBuilder().request(9, HOOK, 1, 0.1, 200).violationsOf(invariant))
                .containsExactly("unknown crm: a request to /crm with a webhook-id that belongs to no event");
    }
}
