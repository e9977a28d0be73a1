package dev.carteiro.runtime.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where a group stands, asked of somebody else than its consumer. Safe for any thread. */
@FunctionalInterface
public interface CommittedOffsets {
    /** @return empty while they may still change, or nobody says; without those that the group has no offset for */
    Optional<Map<TopicPartition, OffsetAndMetadata>> read(Set<TopicPartition> wanted);
}
