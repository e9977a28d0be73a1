package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.metrics.DispatcherMetrics;

/**
 * The lane's memory: how many records, and bytes of them, may be in it. Owned by the loop thread.
 *
 * <p>There are purses, and no record is taken without a charge to one of them: a thousand endpoints that hang can fill
 * theirs to the last record without taking room from the rest.
 *
 * <pre>
 *   HEALTHY   8 of 16  endpoints that have lately succeeded; up to half of it, those that are too new to know
 *   DOUBTFUL  6 of 16  all others
 *   PROBING   1 of 16  the single request that an endpoint keeps when DOUBTFUL is full
 *   PASSING   1 of 16  what no receiver is waited for: it leaves with the next commit
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

    /** Which purse pays. */
    enum PoolKind {
        HEALTHY, DOUBTFUL, PROBING, PASSING
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

    /** What one record takes. */
    record Charge(PoolKind kind, int bytes) {
        /** Of a result that holds no event. */
        static final Charge NONE = new Charge(PoolKind.PASSING, 0);

        boolean isHealthy() {
            return kind == PoolKind.HEALTHY;
        }
    }

    /** The bound on any one endpoint's queue. */
    int longestQueue() {
        return Math.toIntExact(healthy.maxRecords);
    }

    boolean isFull(PoolKind kind) {
        return purse(kind).isFull();
    }

    /** Whether there is room enough again for a partition that was stopped to be worth starting. */
    boolean hasRoomAgain() {
        return healthy.records <= healthy.maxRecords / 4 * 3 && healthy.bytes <= healthy.maxBytes / 4 * 3;
    }

    /** Whether the healthy have taken less than half of theirs: then those of whom nothing is known may join them. */
    boolean isHalfEmpty() {
        return healthy.records < (healthy.maxRecords + 1) / 2 && healthy.bytes < (healthy.maxBytes + 1) / 2;
    }

    Charge take(PoolKind kind, int bytes) {
        MemoryPool purse = purse(kind);
        purse.records++;
        purse.bytes += bytes;
        metrics.inMemory().incrementAndGet();
        return new Charge(kind, bytes);
    }

    void giveBack(Charge charge) {
        MemoryPool purse = purse(charge.kind());
        purse.records--;
        purse.bytes -= charge.bytes();
        metrics.inMemory().decrementAndGet();
    }

    private MemoryPool purse(PoolKind kind) {
        return switch (kind) {
            case HEALTHY -> healthy;
            case DOUBTFUL -> doubtful;
            case PROBING -> probing;
            case PASSING -> passing;
        };
    }
}
