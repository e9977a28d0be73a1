package dev.carteiro.dispatcher.lane;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;

/**
 * What one lane needs to know. Immutable.
 *
 * @param access where Kafka is
 * @param names the topics
 * @param topics those it consumes: deliveries and the retry tiers
 * @param id unique among all lanes of the installation and stable over restarts: its transactional id and client id
 * @param isStatic whether the id is stable over restarts, so that the group keeps its place for it
 * @param commitInterval how often results are committed
 * @param maxRecords deliveries in memory
 * @param maxBytes bytes of events in memory
 */
public record LaneSettings(KafkaAccess access, TopicNames names, List<String> topics, String id, boolean isStatic,
        Duration commitInterval, int maxRecords, long maxBytes) {
    public LaneSettings {
        topics = List.copyOf(topics);
    }
}
