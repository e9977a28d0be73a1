package dev.carteiro.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryCodec.ReadResult;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what happens off the topics, tells it, and keeps the facts. Used by one thread. */
final class DemoObserver {
    private final TopicNames names;
    private final DemoReceiver receiver;
    private final DemoPrinter narrator;
    private final Set<DemoFact> seen = new LinkedHashSet<>();

    DemoObserver(TopicNames names, DemoReceiver receiver, DemoPrinter narrator) {
        this.names = names;
        this.receiver = receiver;
        this.narrator = narrator;
    }

    /** What {@link #see} wants to be given, from the beginning. */
    static List<String> topics(TopicNames names) {
        return List.of(names.deliveries(), names.attempts(), names.deadLetters());
    }

    void see(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(names.deliveries())) {
            matched(record);
        } else if (record.topic().equals(names.attempts())) {
            attempted(record);
        } else {
            died(record);
        }
    }

    /** What was expected and has not been seen. */
    Set<DemoFact> missing(Set<DemoFact> expected) {
        Set<DemoFact> missing = new LinkedHashSet<>(expected);
        missing.removeAll(seen);
        return missing;
    }

    /** What was seen and not expected. */
    Set<DemoFact> surplus(Set<DemoFact> expected) {
        Set<DemoFact> surplus = new LinkedHashSet<>(seen);
        surplus.removeAll(expected);
        return surplus;
    }

    private void matched(ConsumerRecord<byte[], byte[]> record) {
        if (DeliveryCodec.read(record.key(), record.value(), record.headers()) instanceof ReadResult.Valid(var delivery)
                && seen.add(new DemoFact.MatchFact(delivery.eventId(), delivery.subscription()))) {
            narrator.tell("match", delivery.eventId() + " > " + delivery.subscription(), delivery.id());
        }
    }

    private void attempted(ConsumerRecord<byte[], byte[]> record) {
        JsonNode attempt;
        try {
            attempt = StrictJson.tree(record.value());
        } catch (InvalidJsonException e) {
            throw new IllegalStateException("an attempt that is no JSON", e);
        }
        int number = JsonValues.integer(attempt.path("attempt"), 0);
        DemoReceiver.SignatureResult finding = receiver.finding(text(attempt, "delivery"), number);
        DemoFact.AttemptFact fact = new DemoFact.AttemptFact(text(attempt, "eventId"),
                text(attempt, "subscription"), number, JsonValues.integer(attempt.path("status"), 0),
                text(attempt, "outcome"), finding);
        seen.add(fact);
        String answer = fact.status() == 0 ? text(attempt, "error") : String.valueOf(fact.status());
        narrator.tell("attempt " + number, fact.event() + " > " + fact.subscription(),
                String.format(Locale.ROOT, "%-3s in %3d ms  %-18s  %s", answer,
                        JsonValues.number(attempt.path("durationMs"), 0),
                        finding.text(), consequence(attempt)));
    }

    private static String consequence(JsonNode attempt) {
        String outcome = text(attempt, "outcome");
        if (!attempt.has("nextAttemptAt")) {
            return outcome.equals("dead") ? "given up" : outcome;
        }
        Instant began = Instant.parse(text(attempt, "startedAt"));
        Duration wait = Duration.between(began, Instant.parse(text(attempt, "nextAttemptAt")));
        return String.format(Locale.ROOT, "again in %.1f s", wait.toMillis() / 1e3);
    }

    private static String text(JsonNode attempt, String member) {
        return JsonValues.text(attempt.path(member), "");
    }

    private void died(ConsumerRecord<byte[], byte[]> record) {
        DeadLetter letter = DeadLetter.read(record.key(), record.value(), record.headers());
        if (letter == null) {
            throw new IllegalStateException("a dead letter that cannot be read");
        }
        int attempts = letter.delivery().progress().attempts();
        seen.add(new DemoFact.DeadLetterFact(letter.delivery().eventId(), letter.delivery().subscription(), letter.reason().code(),
                attempts));
        narrator.tell("dead letter", letter.delivery().eventId() + " > " + letter.delivery().subscription(),
                letter.reason().code() + " after " + attempts + " attempts, last status " + letter.lastStatus());
    }
}
