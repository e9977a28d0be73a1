package dev.carteiro.runtime.redrive;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.job.DeadLetterFilter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of the dead-letters topic that may hold a filter's dead letters, within limits. For one use by one thread.
 *
 * <pre>
 *   one partition   |-------------|=====================|-------------|
 *                     from - 1 h  ^   read, in order    ^  to + 1 d
 *   a subscription's dead letters are in one partition, that of its deliveries; otherwise all partitions are read
 * </pre>
 *
 * <p>A dead letter has the time of death by the dispatcher's clock; its record has the time of writing by the broker's clock. It
 * is written later, by the time of a commit or of an outage of Kafka. So the margins allow for clocks that differ by an hour, and
 * for outages of a day.
 */
final class DeadLetterScan {
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofHours(1);
    private static final Duration MAX_WRITE_DELAY = Duration.ofDays(1);

    private final DeadLetterFilter filter;
    private final ScanLimits limits;
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    private long records;
    private long bytes;

    DeadLetterScan(DeadLetterFilter filter, ScanLimits limits) {
        this.filter = filter;
        this.limits = limits;
    }

    /**
     * @param each receives every dead letter that is read, in order within each partition, whether the filter matches or not
     * @return where to continue; {@code null} if everything was read
     * @throws KafkaUnavailable if it cannot be read in time
     */
    @Nullable
    ScanCursor read(KafkaAccess access, String topic, ScanCursor after, Consumer<StoredDeadLetter> each) {
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(topic))) {
            int partitions = tail.partitions().size();
            tail.keepOnly(partition -> mayHold(partition, partitions));
            reached.putAll(tail.positions());
            if (filter.from() != null) {
                reached.putAll(tail.offsetsAt(filter.from().minus(MAX_CLOCK_DIFFERENCE)));
            }
            reached.replaceAll((partition, start) -> Math.max(start,
                    after.offsets().getOrDefault(partition.partition(), start)));
            Map<TopicPartition, Long> ends = new HashMap<>(tail.ends());
            if (filter.to() != null) {
                Instant last = filter.to().plus(MAX_WRITE_DELAY);
                tail.offsetsAt(last).forEach((partition, offset) -> ends.merge(partition, offset, Math::min));
            }
            reached.forEach(tail::seek);
            boolean isInTime = tail.until(() -> isLimitReached() || isAtEnd(tail, ends), limits.atMost(), record -> {
                if (!isLimitReached() && record.offset() < ends.getOrDefault(partition(record), 0L)) {
                    take(record, each);
                }
            });
            if (!isInTime) {
                throw new KafkaUnavailable("cannot read " + topic + " within " + limits.atMost().toSeconds() + " s",
                        null);
            }
            return isLimitReached() && !isEverythingRead(ends) ? cursor() : null;
        }
    }

    private boolean isLimitReached() {
        return records >= limits.records() || bytes >= limits.bytes();
    }

    private static boolean isAtEnd(TopicTail tail, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> positions = tail.positions();
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private boolean isEverythingRead(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reached.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private ScanCursor cursor() {
        Map<Integer, Long> offsets = new HashMap<>();
        reached.forEach((partition, offset) -> offsets.put(partition.partition(), offset));
        return ScanCursor.of(offsets);
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Consumer<StoredDeadLetter> each) {
        records++;
        bytes += size(record);
        reached.put(partition(record), record.offset() + 1);
        DeadLetter letter = DeadLetter.read(record.key(), record.value(), record.headers());
        if (letter != null) {
            each.accept(new StoredDeadLetter(record.partition(), record.offset(), letter));
        }
    }

    private boolean mayHold(TopicPartition partition, int partitions) {
        String subscription = filter.subscription();
        return subscription == null || partition.partition() == BuiltInPartitioner
                .partitionForKey(subscription.getBytes(StandardCharsets.UTF_8), partitions);
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        long size = Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }
}
