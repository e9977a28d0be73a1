package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.dispatcher.metrics.LaneState;
import dev.carteiro.dispatcher.metrics.PartitionState;
import dev.carteiro.schemas.topic.TopicNames;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Summarizes the state of a lane for its meters. Stateless. */
final class LaneStateSummary {
    private LaneStateSummary() {
    }

    /**
     * Returns the state of the lane.
     *
     * @param topics all topics of the lane, so that each is shown even if none of its partitions is assigned
     */
    static LaneState of(TopicNames names, List<String> topics, Collection<Partition> partitions,
            Collection<EndpointState> endpoints, long nowNanos) {
        Map<PartitionState, Integer> states = new EnumMap<>(PartitionState.class);
        Map<String, Double> late = new HashMap<>();
        topics.forEach(topic -> late.put(tier(names, topic), 0.0));
        for (Partition partition : partitions) {
            states.merge(partition.state(), 1, Integer::sum);
            late.merge(tier(names, partition.lease().partition().topic()), partition.lateMillis(nowNanos) / 1e3,
                    Math::max);
        }
        Map<EndpointState.BreakerState, Integer> breakers = new EnumMap<>(EndpointState.BreakerState.class);
        int queued = 0;
        for (EndpointState endpoint : endpoints) {
            breakers.merge(endpoint.breaker(), 1, Integer::sum);
            queued += endpoint.queued();
        }
        return new LaneState(states, breakers, queued, late);
    }

    private static String tier(TopicNames names, String topic) {
        return topic.equals(names.deliveries()) ? "deliveries" : topic.substring(names.retry("").length());
    }
}
