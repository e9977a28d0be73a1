package dev.carteiro.dispatcher.metrics;

import dev.carteiro.dispatcher.endpoint.EndpointState;
import java.util.Map;

/**
 * What a lane looks like at one moment. Immutable.
 *
 * @param partitions by what they are doing
 * @param endpoints by their breaker
 * @param queued deliveries that wait for their endpoint
 * @param lateSeconds by topic: how late the latest head is
 */
public record LaneState(Map<PartitionState, Integer> partitions, Map<EndpointState.BreakerState, Integer> endpoints,
        int queued,
        Map<String, Double> lateSeconds) {
    /** Of a lane that has ended. */
    public static final LaneState NONE = new LaneState(Map.of(), Map.of(), 0, Map.of());

    public LaneState {
        partitions = Map.copyOf(partitions);
        endpoints = Map.copyOf(endpoints);
        lateSeconds = Map.copyOf(lateSeconds);
    }
}
