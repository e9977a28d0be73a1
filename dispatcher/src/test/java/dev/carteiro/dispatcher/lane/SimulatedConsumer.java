package dev.carteiro.dispatcher.lane;

import dev.carteiro.schemas.wire.DecompressedRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Kafka's own fake, which reads simulated topics and takes virtual time for it. For one thread. */
final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {
    private static final Duration ROUND_COST = Duration.ofNanos(100_000);
    private static final Duration RECORD_COST = Duration.ofNanos(20_000);

    private final SimulatedTime time;
    private final SimulatedTopics topics;
    private final List<TopicPartition> partitions;
    private int first;

    SimulatedConsumer(SimulatedTime time, SimulatedTopics topics, List<TopicPartition> partitions) {
        super("none");
        this.time = time;
        this.topics = topics;
        this.partitions = partitions;
        schedulePollTask(() -> {
            rebalance(partitions);
            Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
            partitions.forEach(partition -> start.put(partition, new OffsetAndMetadata(0)));
            commitSync(start);
        });
    }

    /** Waits for a record where there is none, as a real consumer does. */
    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        super.poll(Duration.ZERO);
        time.sleep(ROUND_COST);
        long end = time.clock().nanos() + timeout.toNanos();
        while (!hasRecords() && time.clock().nanos() - end < 0) {
            time.sleepUntilNext(Duration.ofNanos(end - time.clock().nanos()));
        }
        ConsumerRecords<byte[], byte[]> records = read();
        time.sleep(RECORD_COST.multipliedBy(records.count()));
        return records;
    }

    private boolean hasRecords() {
        return partitions.stream().anyMatch(
                partition -> !paused().contains(partition) && !topics.isAtEnd(partition, position(partition)));
    }

    /** Begins with another partition each time: none starves the others. */
    private ConsumerRecords<byte[], byte[]> read() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> read = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        int room = DecompressedRecord.MAX_POLL_RECORDS;
        first = (first + 1) % partitions.size();
        for (int i = 0; i < partitions.size() && room > 0; i++) {
            TopicPartition partition = partitions.get((first + i) % partitions.size());
            List<ConsumerRecord<byte[], byte[]>> records = paused().contains(partition)
                    ? List.of()
                    : topics.read(partition, position(partition), room);
            if (!records.isEmpty()) {
                long position = records.getLast().offset() + 1;
                seek(partition, position);
                read.put(partition, records);
                next.put(partition, new OffsetAndMetadata(position));
                room -= records.size();
            }
        }
        return new ConsumerRecords<>(read, next);
    }
}
