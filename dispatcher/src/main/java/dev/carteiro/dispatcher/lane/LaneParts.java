package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.Gate;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Outbox;
import dev.carteiro.dispatcher.scan.Scans;
import dev.carteiro.dispatcher.standing.Standings;

/**
 * Those that decide what a lane does. Immutable.
 *
 * @param scans this lane's own; the others are shared by all lanes of a process
 */
public record LaneParts(Gate gate, Standings standings, Attempter attempter, Outbox outbox, Scans scans,
        LaneClock clock, DispatcherMetrics metrics) {
}
