package dev.carteiro.dispatcher.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryCodec.ReadResult;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.event.EventDecodingResult;
import dev.carteiro.schemas.event.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Deliveries of events in each format, decoded and encoded as between router and dispatcher. Stateless. */
final class SampleEvents {
    private SampleEvents() {
    }

    /** Returns a delivery of an event of the contract. */
    static Delivery json(String value) {
        return delivery(Map.of(), value.getBytes(StandardCharsets.UTF_8));
    }

    static Delivery structured(String value) {
        return delivery(Map.of("content-type", "application/cloudevents+json; charset=utf-8"),
                value.getBytes(StandardCharsets.UTF_8));
    }

    /** @param headers {@code ce_} attributes and {@code content-type}, in addition to the required headers */
    static Delivery binary(Map<String, String> headers, byte @Nullable [] value) {
        Map<String, String> all = new java.util.HashMap<>(Map.of("ce_specversion", "1.0", "ce_id", "evt_1",
                "ce_source", "/crm", "ce_type", "person.created"));
        all.putAll(headers);
        return delivery(all, value);
    }

    static Delivery binary(Map<String, String> headers, String value) {
        return binary(headers, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Delivery delivery(Map<String, String> headers, byte @Nullable [] value) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(StandardCharsets.UTF_8)));
        EventDecodingResult decoded = new EventDecoder(EventDecoder.DEFAULT_MAX_BYTES)
                .decode(new SourceRecord("carteiro.events", 3, 17, 1_500, recordHeaders, value));
        assertThat(decoded).isInstanceOf(EventDecodingResult.Valid.class);
        Event event = ((EventDecodingResult.Valid) decoded).event();
        Delivery delivery = new Delivery("dlv_1", "sub", 0, event.id(), event.type(), event.source(), event.tenant(),
                event.time(), event.format(), event.attributes(), event.contentType(), Map.of(), Instant.EPOCH,
                DeliveryProgress.NONE, event.payload());
        ReadResult read = DeliveryCodec.read("sub".getBytes(StandardCharsets.UTF_8), delivery.payload(),
                DeliveryCodec.headers(delivery));
        assertThat(read).isInstanceOf(ReadResult.Valid.class);
        return ((ReadResult.Valid) read).delivery();
    }
}
