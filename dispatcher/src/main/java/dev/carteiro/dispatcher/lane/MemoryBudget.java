package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.admission.AdmissionTuning;
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
 * <p>Their sizes are in {@link AdmissionTuning.MemoryTuning}.
 */
final class MemoryBudget {
    private final DispatcherMetrics metrics;
    private final AdmissionTuning.MemoryTuning tuning;
    private final MemoryPool healthy;
    private final MemoryPool doubtful;
    private final MemoryPool probing;
    private final MemoryPool passing;

    MemoryBudget(int maxRecords, long maxBytes, DispatcherMetrics metrics) {
        this(maxRecords, maxBytes, metrics, AdmissionTuning.DEFAULT.memory());
    }

    MemoryBudget(int maxRecords, long maxBytes, DispatcherMetrics metrics, AdmissionTuning.MemoryTuning tuning) {
        this.metrics = metrics;
        this.tuning = tuning;
        healthy = MemoryPool.of(maxRecords, maxBytes, tuning.healthyParts());
        doubtful = MemoryPool.of(maxRecords, maxBytes, tuning.doubtfulParts());
        probing = MemoryPool.of(maxRecords, maxBytes, tuning.probingParts());
        passing = MemoryPool.of(maxRecords, maxBytes, tuning.passingParts());
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
            return new MemoryPool(Math.max(1, maxRecords * parts / AdmissionTuning.MemoryTuning.PARTS),
                    Math.max(1, maxBytes * parts / AdmissionTuning.MemoryTuning.PARTS));
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

    /** Returns whether there is enough room to resume a paused partition. */
    boolean hasRoomAgain() {
        return healthy.records <= healthy.maxRecords * tuning.resumePercent() / 100
                && healthy.bytes <= healthy.maxBytes * tuning.resumePercent() / 100;
    }

    /** Returns true if the healthy pool is less than half full: then endpoints without a result may use it. */
    boolean isHalfEmpty() {
        return healthy.records < Math.ceilDiv(healthy.maxRecords * tuning.newcomersPercent(), 100)
                && healthy.bytes < Math.ceilDiv(healthy.maxBytes * tuning.newcomersPercent(), 100);
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
