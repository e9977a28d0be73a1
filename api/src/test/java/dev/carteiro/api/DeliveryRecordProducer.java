package dev.carteiro.api;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.AttemptSubject;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.testkit.broker.Broker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Produces the attempt and dead-letter records that a dispatcher would write. Safe for any thread. */
public final class DeliveryRecordProducer {
    public static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final Broker broker;

    public DeliveryRecordProducer(Broker broker) {
        this.broker = broker;
    }

    public void recordAttempt(String subscription, String delivery, int number, AttemptOutcome outcome,
            @Nullable String tenant) {
        recordAttempt(
                new AttemptSubject(delivery, subscription, "person.created", "evt_1", "carteiro.events", tenant, false),
                number,
                outcome);
    }

    public void recordAttempt(AttemptSubject subject, int number, AttemptOutcome outcome) {
        boolean delivered = outcome == AttemptOutcome.DELIVERED;
        AttemptRecord attempt = new AttemptRecord(subject, number, outcome,
                outcome == AttemptOutcome.DEAD ? DeadLetterReason.RETRIES_EXHAUSTED : null, delivered ? 200 : 503, null,
                null, AT,
                Duration.ofMillis(12), outcome == AttemptOutcome.RETRY ? AT.plusSeconds(5) : null,
                delivered ? null : "busy");
        broker.produce(new ProducerRecord<>(RunningApi.names(broker).attempts(), utf8(subject.subscription()),
                attempt.toJson()));
    }

    public void recordDeadLetter(String subscription, String delivery, DeadLetterReason reason,
            @Nullable String tenant) {
        byte[] payload = utf8("{\"event\":\"person.created\",\"data\":{}}");
        Delivery dead = new Delivery(delivery, subscription, 0, "evt_1", "person.created", "carteiro.events", tenant,
                "2026-01-01T00:00:00Z", EventFormat.JSON, Map.of(), null, Map.of(), AT,
                DeliveryProgress.NONE.attempted(AT),
                payload);
        broker.produce(new ProducerRecord<>(RunningApi.names(broker).deadLetters(), null, utf8(subscription), payload,
                new DeadLetter(dead, reason, "the last attempt got status 503", 503, "busy", AT).headers()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
