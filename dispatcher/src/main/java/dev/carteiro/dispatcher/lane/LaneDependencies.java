package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.DeliveryGate;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Outbox;
import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;

/**
 * Those that decide what a lane does. Immutable.
 *
 * @param scans this lane's own; the others are shared by all lanes of a process
 */
public record LaneDependencies(DeliveryGate gate, EndpointStatusTracker standings, Attempter attempter, Outbox outbox, LaneScans scans,
        LaneClock clock, DispatcherMetrics metrics) {
}
