package dev.carteiro.dispatcher.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryGateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Decision OTHER_TENANT = new Decision.Cancel("the subscription's tenant is not the event's");

    private final EndpointStatusTracker statusTracker = new EndpointStatusTracker(subscription -> null, Duration.ZERO);

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"acme,acme,true", "-,-,true", "acme,umbrella,false", "acme,-,false",
            "-,acme,false", "null,-,false", "-,null,false", "acme,Acme,false", "acme,' acme',false"})
    void aDeliveryIsSentOnlyIfItsTenantIsTheSubscriptions(@Nullable String delivery, @Nullable String subscription,
            boolean isSent) {
        Decision decision = check(delivery(delivery, NOW, false), subscription("active", subscription));

        assertThat(decision instanceof Decision.Send).isEqualTo(isSent);
        if (!isSent) {
            assertThat(decision).isEqualTo(OTHER_TENANT);
        }
    }

    /** It is neither held for the new tenant, nor kept as a dead letter, nor attempted. */
    @ParameterizedTest
    @CsvSource({"active,false,0", "paused,false,0", "disabled,false,0", "active,true,0", "paused,true,0",
            "active,false,30", "paused,false,45", "active,true,1"})
    void aDeliveryOfAnotherTenantIsCancelledInAnyStateAndAtAnyAge(String state, boolean test, int days) {
        Delivery delivery = delivery("acme", NOW.minus(Duration.ofDays(days)), test);

        assertThat(check(delivery, subscription(state, "umbrella"))).isEqualTo(OTHER_TENANT);
    }

    @Test
    void aDeliveryOfAnotherTenantIsCancelledWhileTheEndpointIsDisabled() {
        statusTracker.failed("sub", 7, true, NOW, NOW);
        assertThat(check(delivery("acme", NOW, false), subscription("active", "acme")))
                .isInstanceOf(Decision.EndpointDisabled.class);

        assertThat(check(delivery("acme", NOW, false), subscription("active", "umbrella"))).isEqualTo(OTHER_TENANT);
    }

    private Decision check(Delivery delivery, Subscription subscription) {
        return new DeliveryGate((id, version) -> new SubscriptionLookup.FoundSubscription(subscription, 7),
                statusTracker).check(delivery, NOW, NOW);
    }

    private static Delivery delivery(@Nullable String tenant, Instant matchedAt, boolean test) {
        Delivery delivery = new Delivery("dlv_1", "sub", 0, "evt_1", "a", "src", tenant, "2026-01-01T00:00:00Z",
                EventFormat.JSON, Map.of(), null, Map.of(), matchedAt, DeliveryProgress.NONE,
                "{}".getBytes(StandardCharsets.UTF_8));
        return test ? delivery.asTest() : delivery;
    }

    private static Subscription subscription(String state, @Nullable String tenant) {
        String owner = tenant == null ? "" : ", \"tenant\": \"" + tenant + "\"";
        String json = "{\"targetUrl\": \"https://example.com/\", \"event\": \"*\", \"state\": \"" + state + "\"" + owner
                + "}";
        return switch (new SubscriptionReader(AllowedTargets.NONE).read("sub", json.getBytes(StandardCharsets.UTF_8))) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> subscription;
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }
}
