package dev.carteiro.cli.subscription;

import dev.carteiro.cli.kafka.KafkaProducers;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.schemas.quarantine.QuarantineRecord;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes to the subscriptions topic, and waits until the registrar has applied or rejected each. Not thread-safe.
 *
 * <p>Quarantine records hold the position of the rejected record. Applied records do not, but have the same key and value. Both
 * topics are read from before the write.
 */
public final class RegistrationClient {
    private final KafkaAccess access;
    private final TopicNames names;

    public RegistrationClient(KafkaAccess access, TopicNames names) {
        this.access = access;
        this.names = names;
    }

    /** Writes changes without waiting for the registrar. */
    public void write(List<SubscriptionChange> changes) {
        send(changes);
    }

    /** Writes changes and waits, without reporting progress. */
    public Map<String, RegistrationVerdict> writeAndWait(List<SubscriptionChange> changes, Duration atMost) {
        return writeAndWait(changes, atMost, open -> {
        });
    }

    /**
     * Writes changes and waits for the registrar.
     *
     * @param changes changes with distinct ids
     * @param progress receives the number of open changes several times a second
     * @return the verdicts by id, in the order of the changes
     */
    Map<String, RegistrationVerdict> writeAndWait(List<SubscriptionChange> changes, Duration atMost,
            IntConsumer progress) {
        Map<String, RegistrationVerdict> verdicts = new LinkedHashMap<>();
        changes.forEach(change -> verdicts.put(change.id(), new RegistrationVerdict.NoConfirmation()));
        try (TopicTail tail = TopicTail.fromNow(access, List.of(names.applied(), names.quarantine()))) {
            Map<TopicPartition, Map<Long, SubscriptionChange>> written = send(changes);
            Map<String, SubscriptionChange> open = new LinkedHashMap<>();
            changes.forEach(change -> open.put(change.id(), change));
            tail.until(() -> {
                progress.accept(open.size());
                return open.isEmpty();
            }, atMost, record -> {
                JudgedChange judged = record.topic().equals(names.applied())
                        ? applied(open, record)
                        : rejected(written, record);
                if (judged != null && open.remove(judged.id) != null) {
                    verdicts.put(judged.id, judged.verdict);
                }
            });
        }
        return verdicts;
    }

    private Map<TopicPartition, Map<Long, SubscriptionChange>> send(List<SubscriptionChange> changes) {
        Map<TopicPartition, Map<Long, SubscriptionChange>> written = new LinkedHashMap<>();
        try (Producer<byte[], byte[]> producer = KafkaProducers.producer(access)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            changes.forEach(change -> sent
                    .add(producer.send(new ProducerRecord<>(names.subscriptions(), change.key(), change.value()))));
            for (int i = 0; i < changes.size(); i++) {
                RecordMetadata at = KafkaProducers.await(sent.get(i), "write subscription " + changes.get(i).id());
                written.computeIfAbsent(new TopicPartition(at.topic(), at.partition()), p -> new LinkedHashMap<>())
                        .put(at.offset(), changes.get(i));
            }
        }
        return written;
    }

    private record JudgedChange(String id, RegistrationVerdict verdict) {
    }

    private static @Nullable JudgedChange applied(Map<String, SubscriptionChange> open,
            ConsumerRecord<byte[], byte[]> record) {
        SubscriptionChange change = record.key() == null
                ? null
                : open.get(new String(record.key(), StandardCharsets.UTF_8));
        return change != null && Arrays.equals(change.value(), record.value())
                ? new JudgedChange(change.id(), new RegistrationVerdict.Acceptance())
                : null;
    }

    private static @Nullable JudgedChange rejected(Map<TopicPartition, Map<Long, SubscriptionChange>> written,
            ConsumerRecord<byte[], byte[]> record) {
        try {
            TopicPartition partition = new TopicPartition(header(record, QuarantineRecord.TOPIC),
                    Integer.parseInt(header(record, QuarantineRecord.PARTITION)));
            SubscriptionChange change = written.getOrDefault(partition, Map.of())
                    .get(Long.parseLong(header(record, QuarantineRecord.OFFSET)));
            return change == null
                    ? null
                    : new JudgedChange(change.id(),
                            new RegistrationVerdict.Rejection(header(record, QuarantineRecord.DETAIL)));
        } catch (NumberFormatException notFromTheRouter) {
            return null;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
