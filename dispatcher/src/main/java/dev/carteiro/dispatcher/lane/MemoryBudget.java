package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.admission.PoolKind;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import java.util.EnumSet;
import java.util.Set;

/**
 * The memory of a lane: limits its records and their bytes. Owned by the loop thread.
 *
 * <p>The memory is divided into pools, and every record is charged to one of them. A thousand endpoints that hang can
 * fill their pool to the last record without taking room from the others.
 *
 * <pre>
 *   HEALTHY   8 of 16  endpoints that succeeded recently; up to half of it, those without a result yet
 *   DOUBTFUL  6 of 16  all others
 *   PROBING   1 of 16  the single request that an endpoint keeps while DOUBTFUL is full
 *   PASSING   1 of 16  records that wait for no receiver: they leave with the next commit
 * </pre>
 */
final class MemoryBudget {
    private static final int PARTS = 16;

    private final DispatcherMetrics metrics;
    private final MemoryPool healthy;
    private final MemoryPool doubtful;
    private final MemoryPool probing;
    private final MemoryPool passing;

    MemoryBudget(int maxRecords, long maxBytes, DispatcherMetrics metrics) {
        this.metrics = metrics;
        healthy = MemoryPool.of(maxRecords, maxBytes, 8);
        doubtful = MemoryPool.of(maxRecords, maxBytes, 6);
        probing = MemoryPool.of(maxRecords, maxBytes, 1);
        passing = MemoryPool.of(maxRecords, maxBytes, 1);
    }

    private static final class MemoryPool {
        private final long maxRecords;
        private final long maxBytes;
        private long records;
        private long bytes;

        MemoryPool(long maxRecords, long maxBytes) {
            this.maxRecords = maxRecords;
            this.maxBytes = maxBytes;
        }

        static MemoryPool of(long maxRecords, long maxBytes, int parts) {
            return new MemoryPool(Math.max(1, maxRecords * parts / PARTS), Math.max(1, maxBytes * parts / PARTS));
        }

        boolean isFull() {
            return records >= maxRecords || bytes >= maxBytes;
        }
    }

    /** The memory that one record takes, and the pool that it is charged to. */
    record Charge(PoolKind kind, int bytes) {
        /** The charge of a result without an event. */
        static final Charge NONE = new Charge(PoolKind.PASSING, 0);

        boolean isHealthy() {
            return kind == PoolKind.HEALTHY;
        }
    }

    /** Returns the bound on each endpoint's queue. */
    int longestQueue() {
        return Math.toIntExact(healthy.maxRecords);
    }

    boolean isFull(PoolKind kind) {
        return pool(kind).isFull();
    }

    /** Returns the pools without room. */
    Set<PoolKind> fullPools() {
        EnumSet<PoolKind> full = EnumSet.allOf(PoolKind.class);
        full.removeIf(kind -> !isFull(kind));
        return full;
    }

    /** Whether there is room enough again for a partition that was stopped to be worth starting. */
    boolean hasRoomAgain() {
        return healthy.records <= healthy.maxRecords / 4 * 3 && healthy.bytes <= healthy.maxBytes / 4 * 3;
    }

    /** Returns true if the healthy pool is less than half full: then endpoints without a result may use it. */
    boolean isHalfEmpty() {
        return healthy.records < (healthy.maxRecords + 1) / 2 && healthy.bytes < (healthy.maxBytes + 1) / 2;
    }

    Charge take(PoolKind kind, int bytes) {
        MemoryPool pool = pool(kind);
        pool.records++;
        pool.bytes += bytes;
        metrics.inMemory().incrementAndGet();
        return new Charge(kind, bytes);
    }

    void giveBack(Charge charge) {
        MemoryPool pool = pool(charge.kind());
        pool.records--;
        pool.bytes -= charge.bytes();
        metrics.inMemory().decrementAndGet();
    }

    private MemoryPool pool(PoolKind kind) {
        return switch (kind) {
            case HEALTHY -> healthy;
            case DOUBTFUL -> doubtful;
            case PROBING -> probing;
            case PASSING -> passing;
        };
    }
}
