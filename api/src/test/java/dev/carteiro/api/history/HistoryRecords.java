package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.AttemptSubject;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Builds records of the two history topics; each is one second after the previous one. Not thread-safe. */
final class HistoryRecords {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private long offset;

    ConsumerRecord<byte[], byte[]> attempt(String subscription, String delivery, int number, AttemptOutcome outcome) {
        return attempt(subscription, delivery, number, outcome, false);
    }

    ConsumerRecord<byte[], byte[]> attempt(String subscription, String delivery, int number, AttemptOutcome outcome,
            boolean test) {
        AttemptSubject subject = new AttemptSubject(delivery, subscription, "a", "evt", "src", null, test);
        Instant next = outcome == AttemptOutcome.RETRY ? now().plusSeconds(5) : null;
        DeadLetterReason reason = outcome == AttemptOutcome.DEAD ? DeadLetterReason.RETRIES_EXHAUSTED : null;
        return attempt(new AttemptRecord(subject, number, outcome, reason, null, null, null, now(), Duration.ZERO, next,
                null));
    }

    ConsumerRecord<byte[], byte[]> attempt(AttemptRecord attempt) {
        return record(TopicNames.DEFAULT.attempts(), attempt.subject().subscription(), attempt.toJson(),
                new RecordHeaders());
    }

    ConsumerRecord<byte[], byte[]> deadLetter(String subscription, String delivery, DeadLetterReason reason,
            @Nullable String tenant) {
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        Delivery dead = new Delivery(delivery, subscription, 0, "evt", "a", "src", tenant, "2026-01-01T00:00:00Z",
                EventFormat.JSON, Map.of(), null, Map.of(), START, DeliveryProgress.NONE.attempted(now()), payload);
        return record(TopicNames.DEFAULT.deadLetters(), subscription, payload,
                new DeadLetter(dead, reason, "why", 500, "busy", now()).headers());
    }

    /** Returns the time of the next record. */
    Instant now() {
        return START.plusSeconds(offset);
    }

    private ConsumerRecord<byte[], byte[]> record(String topic, String key, byte[] value, Headers headers) {
        long millis = now().toEpochMilli();
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(topic, 0, offset++, millis, TimestampType.LOG_APPEND_TIME, bytes.length,
                value.length, bytes, value, headers, Optional.empty());
    }
}
