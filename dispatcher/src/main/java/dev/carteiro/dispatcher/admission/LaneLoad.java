package dev.carteiro.dispatcher.admission;

import java.util.Set;

/**
 * The spare capacity of a lane at one moment. Immutable.
 *
 * @param isBehind whether so many of its workers wait for a processor that another one would only wait behind them, or did a
 *     moment ago
 * @param wasBehind the same, for longer: until what the processors were behind with has come back
 * @param fullPools those without room
 * @param isHealthyPoolHalfEmpty whether endpoints without a history may join the healthy ones
 * @param longestQueue bound on any one endpoint's queue, in records
 */
public record LaneLoad(boolean isBehind, boolean wasBehind, Set<PoolKind> fullPools, boolean isHealthyPoolHalfEmpty,
        int longestQueue) {
    public LaneLoad {
        fullPools = Set.copyOf(fullPools);
    }

    boolean isFull(PoolKind pool) {
        return fullPools.contains(pool);
    }
}
