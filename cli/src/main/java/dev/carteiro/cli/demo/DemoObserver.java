package dev.carteiro.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.Delivery;
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

/** Observes the topics, prints each new fact, and keeps the facts for comparison. Used by one thread. */
final class DemoObserver {
    private final TopicNames names;
    private final DemoReceiver receiver;
    private final DemoPrinter narrator;
    private final Set<DemoFact> observed = new LinkedHashSet<>();

    DemoObserver(TopicNames names, DemoReceiver receiver, DemoPrinter narrator) {
        this.names = names;
        this.receiver = receiver;
        this.narrator = narrator;
    }

    /** Returns the topics whose records {@link #observe} takes, from the beginning. */
    static List<String> topics(TopicNames names) {
        return List.of(names.deliveries(), names.attempts(), names.deadLetters());
    }

    void observe(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(names.deliveries())) {
            observeMatch(record);
        } else if (record.topic().equals(names.attempts())) {
            observeAttempt(record);
        } else {
            observeDeadLetter(record);
        }
    }

    /** Returns the expected facts that were not observed. */
    Set<DemoFact> missing(Set<DemoFact> expected) {
        Set<DemoFact> missing = new LinkedHashSet<>(expected);
        missing.removeAll(observed);
        return missing;
    }

    /** Returns the observed facts that were not expected. */
    Set<DemoFact> surplus(Set<DemoFact> expected) {
        Set<DemoFact> surplus = new LinkedHashSet<>(observed);
        surplus.removeAll(expected);
        return surplus;
    }

    private void observeMatch(ConsumerRecord<byte[], byte[]> record) {
        if (DeliveryCodec.read(record.key(), record.value(), record.headers()) instanceof ReadResult.Valid(var delivery)
                && observed.add(new DemoFact.MatchFact(delivery.eventId(), delivery.subscription()))) {
            narrator.print("match", delivery.eventId() + " > " + delivery.subscription(), delivery.id());
        }
    }

    private void observeAttempt(ConsumerRecord<byte[], byte[]> record) {
        JsonNode attempt;
        try {
            attempt = StrictJson.tree(record.value());
        } catch (InvalidJsonException e) {
            throw new IllegalStateException("an attempt record is not JSON", e);
        }
        int number = JsonValues.integer(attempt.path("attempt"), 0);
        DemoReceiver.SignatureResult finding = receiver.finding(text(attempt, "delivery"), number);
        DemoFact.AttemptFact fact = new DemoFact.AttemptFact(text(attempt, "eventId"),
                text(attempt, "subscription"), number, JsonValues.integer(attempt.path("status"), 0),
                text(attempt, "outcome"), finding);
        observed.add(fact);
        String result = fact.status() == 0 ? text(attempt, "error") : String.valueOf(fact.status());
        narrator.print("attempt " + number, fact.event() + " > " + fact.subscription(),
                String.format(Locale.ROOT, "%-3s in %3d ms  %-18s  %s", result,
                        JsonValues.number(attempt.path("durationMs"), 0),
                        finding.text(), nextStep(attempt)));
    }

    private static String nextStep(JsonNode attempt) {
        String outcome = text(attempt, "outcome");
        if (!attempt.has("nextAttemptAt")) {
            return outcome;
        }
        Instant started = Instant.parse(text(attempt, "startedAt"));
        Duration wait = Duration.between(started, Instant.parse(text(attempt, "nextAttemptAt")));
        return String.format(Locale.ROOT, "retry in %.1f s", wait.toMillis() / 1e3);
    }

    private static String text(JsonNode attempt, String member) {
        return JsonValues.text(attempt.path(member), "");
    }

    private void observeDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        DeadLetter deadLetter = DeadLetter.read(record.key(), record.value(), record.headers());
        if (deadLetter == null) {
            throw new IllegalStateException("a dead letter cannot be read");
        }
        Delivery delivery = deadLetter.delivery();
        int attempts = delivery.progress().attempts();
        observed.add(new DemoFact.DeadLetterFact(delivery.eventId(), delivery.subscription(),
                deadLetter.reason().code(), attempts));
        narrator.print("dead letter", delivery.eventId() + " > " + delivery.subscription(),
                deadLetter.reason().code() + " after " + attempts + " attempts, last status "
                        + deadLetter.lastStatus());
    }
}
