package dev.carteiro.dispatcher.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.dispatcher.endpoint.EndpointState.BreakerState;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorstEndpointsPageTest {
    private static final Map<String, EndpointState> STATES = Map.of(
            "fails", new EndpointState(1, 0, Duration.ZERO, 12.34, 7, Duration.ofMillis(20), BreakerState.OPEN),
            "slow",
            new EndpointState(16, 3, Duration.ofSeconds(9), 0, 0, Duration.ofMillis(2_500), BreakerState.CLOSED),
            "late", new EndpointState(2, 40, Duration.ofMinutes(2), 1, 0, Duration.ofMillis(80), BreakerState.CLOSED));

    private final WorstEndpointsPage page = new WorstEndpointsPage(() -> STATES,
            (id, version) -> id.equals("late")
                    ? new SubscriptionLookup.DeletedSubscription()
                    : new SubscriptionLookup.FoundSubscription(subscription(id), 3),
            id -> id.equals("fails") ? new EndpointStatus.Failing(Instant.EPOCH, 3) : null);

    @Test
    void ranksByTheRequestedCriterion() {
        assertThat(ids(Map.of())).isEqualTo("fails late slow");
        assertThat(ids(Map.of("by", "latency"))).isEqualTo("slow late fails");
        assertThat(ids(Map.of("by", "backlog"))).isEqualTo("late slow fails");
        assertThat(ids(Map.of("by", "backlog", "top", "1"))).isEqualTo("late");
    }

    @Test
    void showsTheOriginOfATargetAndNothingThatMayBeSecret() throws Exception {
        String fails = StrictJson.mapper().writeValueAsString(page.answer(Map.of("top", "1")));

        assertThat(fails).contains("[{\"subscription\":\"fails\",\"tenant\":\"acme\","
                + "\"target\":\"https://example.com:8443\",\"state\":\"active\","
                + "\"status\":{\"state\":\"failing\",\"since\":\"1970-01-01T00:00:00Z\",\"version\":3},"
                + "\"breaker\":\"open\",\"inFlight\":1,\"queued\":0,\"waitSeconds\":0.0,\"recentFailures\":12.3,"
                + "\"failuresInARow\":7,\"answerMillis\":20.0}]").contains("\"inMemory\":3");
    }

    @Test
    void aDeletedSubscriptionIsShownByItsIdAlone() {
        JsonNode late = answer(Map.of("by", "backlog", "top", "1")).path("endpoints").path(0);

        assertThat(late.has("target")).isFalse();
        assertThat(late.path("waitSeconds").asDouble()).isEqualTo(120);
    }

    @Test
    void rejectsInvalidParametersAndNamesTheValidOnes() {
        assertThatThrownBy(() -> page.answer(Map.of("by", "size")))
                .hasMessage("invalid value 'size' of parameter by: use one of failures, latency, backlog");
        assertThatThrownBy(() -> page.answer(Map.of("top", "0")))
                .hasMessage("invalid value '0' of parameter top: use a number from 1 to 1000");
        assertThatThrownBy(() -> page.answer(Map.of("top", "all")))
                .hasMessage("invalid value 'all' of parameter top: use a number from 1 to 1000");
    }

    private String ids(Map<String, String> query) {
        StringBuilder ids = new StringBuilder();
        answer(query).path("endpoints")
                .forEach(endpoint -> ids.append(endpoint.path("subscription").asText()).append(' '));
        return ids.toString().strip();
    }

    private JsonNode answer(Map<String, String> query) {
        return StrictJson.mapper().valueToTree(page.answer(query));
    }

    private static Subscription subscription(String id) {
        String json = "{\"targetUrl\": \"https://example.com:8443/hook/c2VjcmV0?token=c2VjcmV0\", \"events\": [\"*\"],"
                + " \"tenant\": \"acme\", \"headers\": {\"authorization\": \"c2VjcmV0\"}}";
        return switch (new SubscriptionReader(AllowedTargets.parse(List.of("0.0.0.0/0"))).read(id,
                json.getBytes(StandardCharsets.UTF_8))) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> subscription;
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }
}
