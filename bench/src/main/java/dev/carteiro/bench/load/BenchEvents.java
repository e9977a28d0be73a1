package dev.carteiro.bench.load;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Creates events of about 600 bytes and deliveries of them. Each has an id of its own, and the time of its creation, which the
 * receiver reads. Used by one thread.
 */
public final class BenchEvents {
    private static final String FILLER = "The quick brown fox jumps over the lazy dog, and the postman looks on. "
            .repeat(6);

    private final String name;
    private long count;

    /** @param name prefix of every id */
    public BenchEvents(String name) {
        this.name = name;
    }

    /** Creates a record for the deliveries topic. */
    public ProducerRecord<byte[], byte[]> next(BenchInstallation topics, BenchSubscription hook) {
        return next(topics.names().deliveries(), hook);
    }

    /** @param topic a topic of deliveries */
    public ProducerRecord<byte[], byte[]> next(String topic, BenchSubscription hook) {
        Delivery delivery = delivery(hook, Instant.now(), DeliveryProgress.NONE);
        return new ProducerRecord<>(topic, null, hook.key(), delivery.payload(), DeliveryCodec.headers(delivery));
    }

    /** Creates a record for a retry topic: attempted once, and waiting until that time. */
    public ProducerRecord<byte[], byte[]> waitingRetry(String retryTopic, int partition, BenchSubscription hook,
            Instant until) {
        Instant now = Instant.now();
        Delivery delivery = delivery(hook, now, DeliveryProgress.NONE.attempted(now).waiting(until, until));
        return new ProducerRecord<>(retryTopic, partition, hook.key(), delivery.payload(),
                DeliveryCodec.headers(delivery));
    }

    /** Creates a record for an events topic, as a producer would write it. */
    public ProducerRecord<byte[], byte[]> event(String topic, String type) {
        String id = nextId();
        return new ProducerRecord<>(topic, null, id.getBytes(StandardCharsets.UTF_8), json(id, type, Instant.now()));
    }

    private Delivery delivery(BenchSubscription hook, Instant now, DeliveryProgress progress) {
        String id = nextId();
        return new Delivery("dlv_" + id, hook.id(), 0, "evt_" + id, hook.eventType(), "carteiro.events", null,
                now.toString(), EventFormat.JSON, Map.of(), null, Map.of(), now, progress,
                json(id, hook.eventType(), now));
    }

    private String nextId() {
        return name + "_" + count++;
    }

    private static byte[] json(String id, String type, Instant now) {
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        return ("{\"id\":\"evt_" + id + "\",\"event\":\"" + type + "\",\"data\":{\"sent\":" + micros + ",\"id\":\""
                + id + "\",\"firstName\":\"Alice\",\"note\":\"" + FILLER + "\"},\"timestamp\":\"" + now + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
