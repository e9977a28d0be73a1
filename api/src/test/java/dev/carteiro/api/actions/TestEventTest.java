package dev.carteiro.api.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestEventTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_767_225_600_000L);
    private static final TestDeliverySender.Target TARGET = new TestDeliverySender.Target("sub", 42, "crm", "acme");

    @Test
    void theDeliveryHasTheSubscriptionsTenantAndContextAndIsMarkedAsATest() throws Exception {
        Event event = TestEvent.standard().event("test-1", "crm", "acme", NOW);
        Delivery delivery = TestDeliverySender.delivery(TARGET, event, NOW);

        assertThat(new String(event.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":\"test-1\","
                + "\"event\":\"carteiro.test\",\"context\":\"crm\",\"tenant\":\"acme\",\"data\":{\"message\":\"a test sent"
                + " through Carteiro\"},\"timestamp\":\"2026-01-01T00:00:00Z\"}");
        assertThat(delivery.test()).isTrue();
        assertThat(delivery.id()).startsWith("dlv_");
        assertThat(delivery.version()).isEqualTo(42);
        assertThat(delivery.tenant()).isEqualTo("acme");
        assertThat(DeliveryCodec.read("sub".getBytes(StandardCharsets.UTF_8), delivery.payload(),
                DeliveryCodec.headers(delivery))).isEqualTo(new DeliveryCodec.ReadResult.Valid(delivery));
    }

    @Test
    void theEventIsDecodedAsTheRouterDoes() {
        TestEvent event = new TestEvent("no type", StrictJson.mapper().createObjectNode());

        assertThatThrownBy(() -> event.event("test-1", null, null, NOW)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'event' is not an event type");
    }
}
