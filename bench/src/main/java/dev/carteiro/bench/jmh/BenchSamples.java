package dev.carteiro.bench.jmh;

import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryCodec.ReadResult;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.event.EventDecodingResult;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The benchmarks' events and subscriptions. Stateless. */
final class BenchSamples {
    private static final SubscriptionReader READER = new SubscriptionReader(AllowedTargets.NONE);
    private static final EventDecoder DECODER = new EventDecoder(EventDecoder.DEFAULT_MAX_BYTES);

    private BenchSamples() {
    }

    /** Returns an event of about 600 bytes, as in an events topic. */
    static SourceRecord record(String type) {
        byte[] json = new BenchEvents("loop").event("events", type).value();
        return new SourceRecord("events", 0, 1, System.currentTimeMillis(), new RecordHeaders(), json);
    }

    static EventDecodingResult decode(SourceRecord record) {
        return DECODER.decode(record);
    }

    static Event event(String type) {
        return event(record(type));
    }

    /** @param data JSON */
    static Event event(String type, String data) {
        byte[] json = ("{\"event\":\"" + type + "\",\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8);
        return event(new SourceRecord("events", 0, 1, System.currentTimeMillis(), new RecordHeaders(), json));
    }

    private static Event event(SourceRecord record) {
        return switch (decode(record)) {
            case EventDecodingResult.Valid(Event event) -> event;
            case EventDecodingResult.Invalid(var reason, String detail) ->
                throw new IllegalStateException(reason + ": " + detail);
        };
    }

    /** @param members members of the subscription, without braces */
    static Subscription subscription(String id, String members) {
        String json = "{\"targetUrl\":\"https://hooks.example.com/callbacks/" + id + "\"," + members + "}";
        return switch (READER.readApplied(id, json.getBytes(StandardCharsets.UTF_8))) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> subscription;
            case SubscriptionReadResult.Invalid invalid -> throw new IllegalStateException(invalid.detail());
        };
    }

    static ReadResult read(ProducerRecord<byte[], byte[]> record) {
        return DeliveryCodec.read(record.key(), record.value(), record.headers());
    }

    static Delivery delivery(ProducerRecord<byte[], byte[]> record) {
        return switch (read(record)) {
            case ReadResult.Valid(Delivery delivery) -> delivery;
            case ReadResult.Invalid(String detail) -> throw new IllegalStateException(detail);
        };
    }
}
