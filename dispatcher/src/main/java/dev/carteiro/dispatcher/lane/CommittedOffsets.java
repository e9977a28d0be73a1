package dev.carteiro.dispatcher.lane;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The committed offsets of the dispatchers' group, read without the group's consumer. Safe for any thread. */
@FunctionalInterface
interface CommittedOffsets {
    /**
     * Reads the committed offsets.
     *
     * @return empty while an open transaction may still change them, or if Kafka does not respond; without the
     *     partitions for which the group has no offset
     */
    Optional<Map<TopicPartition, OffsetAndMetadata>> read(Set<TopicPartition> wanted);
}
