package dev.carteiro.schemas.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.event.EventFormat;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class DeliveryHeaderTemplateTest {
    private static final byte[] VALUE = new byte[2];

    @Test
    void equalTheHeadersOfEachDelivery() {
        DeliveryHeaderTemplate headers = new DeliveryHeaderTemplate(delivery("", "first", 0));
        Headers one = headers.of("dlv_1", 42);
        Headers other = headers.of("dlv_2", 7);

        assertThat(one).containsExactlyInAnyOrder(DeliveryCodec.headers(delivery("dlv_1", "one", 42)).toArray());
        assertThat(other).containsExactlyInAnyOrder(DeliveryCodec.headers(delivery("dlv_2", "two", 7)).toArray());
    }

    private static Delivery delivery(String id, String subscription, long version) {
        return new Delivery(id, subscription, version, "evt", "a.b", "/src", "acme", "2025-02-10T15:30:50Z",
                EventFormat.CLOUDEVENTS_BINARY, Map.of("x", "\u20ac"), "text/plain", Map.of("traceparent", "00-x"),
                Instant.EPOCH, DeliveryProgress.NONE, VALUE);
    }
}
