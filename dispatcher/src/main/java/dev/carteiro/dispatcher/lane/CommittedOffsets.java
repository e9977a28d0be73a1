package dev.carteiro.dispatcher.lane;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where the dispatchers' group stands, asked of somebody else than the consumer. Safe for any thread. */
@FunctionalInterface
interface CommittedOffsets {
    /** @return empty while they may still change, or nobody says; without those that the group has no offset for */
    Optional<Map<TopicPartition, OffsetAndMetadata>> read(Set<TopicPartition> wanted);
}
