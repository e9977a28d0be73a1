package dev.carteiro.dispatcher.metrics;

import dev.carteiro.dispatcher.endpoint.EndpointState;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The gauges of all lanes of a process together, updated every second. Safe for any thread. */
final class LaneGauges {
    private final Map<String, LaneState> lanes = new ConcurrentHashMap<>();
    private final Set<String> tiers = ConcurrentHashMap.newKeySet();
    private final MeterRegistry meters;

    LaneGauges(MeterRegistry meters) {
        this.meters = meters;
        for (PartitionState state : PartitionState.values()) {
            DispatcherMeter.PARTITIONS.spec().gauge(meters,
                    () -> sum(lane -> lane.partitions().getOrDefault(state, 0)), state.label());
        }
        for (EndpointState.BreakerState breaker : EndpointState.BreakerState.values()) {
            DispatcherMeter.ENDPOINTS.spec().gauge(meters,
                    () -> sum(lane -> lane.endpoints().getOrDefault(breaker, 0)), breaker.label());
        }
        DispatcherMeter.QUEUED.spec().gauge(meters, () -> sum(LaneState::queued));
    }

    void show(String lane, LaneState state) {
        lanes.put(lane, state);
        for (String tier : state.lateSeconds().keySet()) {
            if (tiers.add(tier)) {
                DispatcherMeter.OLDEST_DUE_SECONDS.spec().gauge(meters,
                        () -> most(each -> each.lateSeconds().getOrDefault(tier, 0.0)), tier);
            }
        }
    }

    private double sum(ToDoubleFunction<LaneState> of) {
        return lanes.values().stream().mapToDouble(of).sum();
    }

    private double most(ToDoubleFunction<LaneState> of) {
        return lanes.values().stream().mapToDouble(of).max().orElse(0);
    }
}
