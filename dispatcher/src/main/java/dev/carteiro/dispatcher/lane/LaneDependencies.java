package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.DeliveryGate;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Outbox;
import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;

/**
 * The objects that make the decisions of a lane. Immutable.
 *
 * @param scans belongs to this lane; all lanes of a process share the others
 */
public record LaneDependencies(DeliveryGate gate, EndpointStatusTracker statusTracker, Attempter attempter,
        Outbox outbox, LaneScans scans,
        LaneClock clock, DispatcherMetrics metrics) {
}
