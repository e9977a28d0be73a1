package dev.carteiro.checker.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carteiro.checker.history.RecordedAttempt;
import dev.carteiro.checker.history.RecordedDeadLetter;
import dev.carteiro.checker.history.RecordedDelivery;
import dev.carteiro.checker.process.HarnessException;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.topic.TopicNames;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the topics' records about deliveries. Holds only access to Kafka. */
final class TopicEvidence {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaAccess access;
    private final TopicNames names;

    TopicEvidence(KafkaAccess access, TopicNames names) {
        this.access = access;
        this.names = names;
    }

    List<RecordedDelivery> routed() {
        List<RecordedDelivery> routed = new ArrayList<>();
        TopicDump.read(access, names.deliveries(), record -> {
            switch (DeliveryCodec.read(record.key(), record.value(), record.headers())) {
                case DeliveryCodec.ReadResult.Valid(var delivery) ->
                    routed.add(new RecordedDelivery(delivery.id(), delivery.subscription(), delivery.eventId(),
                            delivery.progress().released() || delivery.progress().round().began() != null));
                case DeliveryCodec.ReadResult.Invalid(String detail) -> throw unreadable(record, detail);
            }
        });
        return routed;
    }

    List<RecordedAttempt> attempts() {
        List<RecordedAttempt> attempts = new ArrayList<>();
        TopicDump.read(access, names.attempts(), record -> {
            try {
                attempts.add(attempt(JSON.readTree(record.value())));
            } catch (IOException e) {
                throw unreadable(record, String.valueOf(e.getMessage()));
            }
        });
        return attempts;
    }

    List<RecordedDeadLetter> buried() {
        List<RecordedDeadLetter> buried = new ArrayList<>();
        TopicDump.read(access, names.deadLetters(), record -> {
            DeadLetter letter = DeadLetter.read(record.key(), record.value(), record.headers());
            if (letter == null) {
                throw unreadable(record, "not a dead letter");
            }
            buried.add(new RecordedDeadLetter(letter.delivery().id(), letter.delivery().subscription(),
                    letter.delivery().eventId(), letter.reason().code()));
        });
        return buried;
    }

    /** Returns the number of quarantined records; the workload should produce none. */
    int quarantined() {
        List<Long> found = new ArrayList<>();
        TopicDump.read(access, names.quarantine(), record -> found.add(record.offset()));
        return found.size();
    }

    private static RecordedAttempt attempt(JsonNode json) {
        String outcome = JsonValues.text(json.path("outcome"), "");
        JsonNode next = json.get("nextAttemptAt");
        return new RecordedAttempt(JsonValues.text(json.path("delivery"), ""),
                JsonValues.text(json.path("subscription"), ""),
                JsonValues.text(json.path("eventId"), ""), JsonValues.integer(json.path("attempt"), 0),
                Arrays.stream(AttemptOutcome.values()).filter(one -> one.code().equals(outcome)).findFirst()
                        .orElseThrow(),
                json.has("status") ? JsonValues.integer(json.path("status"), 0) : null,
                Instant.parse(JsonValues.text(json.path("startedAt"), "")),
                next == null ? null : Instant.parse(JsonValues.text(next, "")));
    }

    private static HarnessException unreadable(ConsumerRecord<byte[], byte[]> record, String detail) {
        return new HarnessException(record.topic() + "-" + record.partition() + " offset " + record.offset()
                + " cannot be read: " + detail);
    }
}
