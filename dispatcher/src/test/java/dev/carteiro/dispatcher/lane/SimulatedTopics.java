package dev.carteiro.dispatcher.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** The partitions that the lane consumes. Records for others are dropped. For one thread. */
final class SimulatedTopics {
    private final SimulatedTime time;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();

    SimulatedTopics(SimulatedTime time, Set<TopicPartition> partitions) {
        this.time = time;
        partitions.forEach(partition -> logs.put(partition, new ArrayList<>()));
    }

    void append(TopicPartition partition, byte[] key, byte[] value, Headers headers) {
        List<ConsumerRecord<byte[], byte[]>> log = logs.get(partition);
        if (log != null) {
            log.add(new ConsumerRecord<>(partition.topic(), partition.partition(), log.size(),
                    time.now().toEpochMilli(), TimestampType.LOG_APPEND_TIME, key.length, value.length, key, value,
                    headers, Optional.empty()));
        }
    }

    boolean isAtEnd(TopicPartition partition, long position) {
        return position >= log(partition).size();
    }

    List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long position, int atMost) {
        List<ConsumerRecord<byte[], byte[]>> log = log(partition);
        int from = Math.toIntExact(Math.min(position, log.size()));
        return List.copyOf(log.subList(from, Math.min(from + atMost, log.size())));
    }

    private List<ConsumerRecord<byte[], byte[]>> log(TopicPartition partition) {
        return Objects.requireNonNull(logs.get(partition));
    }
}
