package dev.carteiro.dispatcher.metrics;

import dev.carteiro.dispatcher.endpoint.EndpointState;
import java.util.Map;

/**
 * A snapshot of a lane. Immutable.
 *
 * @param partitions the number of partitions by state
 * @param endpoints the number of endpoints by the state of their breaker
 * @param queued the number of deliveries that wait for their endpoint
 * @param lateSeconds the lateness of the latest head, by tier
 */
public record LaneState(Map<PartitionState, Integer> partitions, Map<EndpointState.BreakerState, Integer> endpoints,
        int queued,
        Map<String, Double> lateSeconds) {
    /** The state of a lane that has ended. */
    public static final LaneState NONE = new LaneState(Map.of(), Map.of(), 0, Map.of());

    public LaneState {
        partitions = Map.copyOf(partitions);
        endpoints = Map.copyOf(endpoints);
        lateSeconds = Map.copyOf(lateSeconds);
    }
}
