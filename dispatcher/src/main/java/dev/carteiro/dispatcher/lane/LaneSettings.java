package dev.carteiro.dispatcher.lane;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;

/**
 * The settings of one lane. Immutable.
 *
 * @param access the connection to Kafka
 * @param names the topics of the installation
 * @param topics the topics that the lane consumes: deliveries and the retry tiers
 * @param id unique among all lanes of the installation; its transactional id and client id
 * @param isStatic true if the id is stable over restarts, so that the lane is a static member of its group
 * @param commitInterval the time between two commits of results
 * @param maxRecords the most deliveries in memory
 * @param maxBytes the most event bytes in memory
 */
public record LaneSettings(KafkaAccess access, TopicNames names, List<String> topics, String id, boolean isStatic,
        Duration commitInterval, int maxRecords, long maxBytes) {
    public LaneSettings {
        topics = List.copyOf(topics);
    }
}
