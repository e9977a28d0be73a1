package dev.carteiro.dispatcher.lane;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's own fake with one partition, which the test assigns and revokes. Each step takes effect in the next
 * {@code poll}, as with a real group. Safe for any thread.
 */
final class ScriptedConsumer extends MockConsumer<byte[], byte[]> {
    private final TopicPartition partition;
    private final AtomicInteger timesAsked = new AtomicInteger();
    private volatile @Nullable ConsumerRebalanceListener listener;
    private volatile boolean isSilent;

    ScriptedConsumer(TopicPartition partition) {
        super("none");
        this.partition = partition;
    }

    void sayNothingOfOffsets() {
        isSilent = true;
    }

    int timesAskedForOffsets() {
        return timesAsked.get();
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> wanted,
            Duration timeout) {
        timesAsked.incrementAndGet();
        if (isSilent) {
            throw new TimeoutException("scripted: no answer");
        }
        return super.committed(wanted, timeout);
    }

    @Override
    public synchronized void subscribe(Collection<String> topics, ConsumerRebalanceListener told) {
        listener = told;
        super.subscribe(topics, told);
    }

    /** @param records the records of the partition, from the committed offset */
    void assign(OffsetAndMetadata committed, List<ConsumerRecord<byte[], byte[]>> records) {
        schedulePollTask(() -> {
            rebalance(List.of(partition));
            commitSync(Map.of(partition, committed));
            give(records);
        });
    }

    /** Simulates that the partition was read up to here again after a seek. */
    void giveAgain(List<ConsumerRecord<byte[], byte[]>> records) {
        schedulePollTask(() -> give(records));
    }

    /** Simulates that the group has expelled the member without notice. */
    void lose() {
        schedulePollTask(() -> {
            Objects.requireNonNull(listener).onPartitionsLost(List.of(partition));
            rebalance(List.of());
        });
    }

    private void give(List<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(this::addRecord);
    }
}
