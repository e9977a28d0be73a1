package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.metrics.DispatcherMetrics;

/**
 * The lane's memory: how many records, and bytes of them, may be in it. Owned by the loop thread.
 *
 * <p>There are two purses of the same size. Records of endpoints that have lately succeeded pay from one, all others from
 * the other: a thousand endpoints that hang can fill theirs to the last record without taking room from the rest.
 */
final class Budget {
    private final int maxRecords;
    private final long maxBytes;
    private final DispatcherMetrics metrics;
    private final Purse healthy = new Purse();
    private final Purse doubtful = new Purse();

    Budget(int maxRecords, long maxBytes, DispatcherMetrics metrics) {
        this.maxRecords = maxRecords / 2;
        this.maxBytes = maxBytes / 2;
        this.metrics = metrics;
    }

    private static final class Purse {
        private int records;
        private long bytes;
    }

    /** What one record takes. */
    record Charge(boolean isHealthy, int bytes) {
        /** Of a result that holds no event. */
        static final Charge NONE = new Charge(false, 0);
    }

    int maxRecords() {
        return maxRecords;
    }

    boolean isFull(boolean isHealthy) {
        Purse purse = purse(isHealthy);
        return purse.records >= maxRecords || purse.bytes >= maxBytes;
    }

    /** Whether there is room enough again for a partition that was stopped to be worth starting. */
    boolean hasRoomAgain() {
        return healthy.records <= maxRecords / 4 * 3 && healthy.bytes <= maxBytes / 4 * 3;
    }

    Charge take(boolean isHealthy, int bytes) {
        Purse purse = purse(isHealthy);
        purse.records++;
        purse.bytes += bytes;
        metrics.inMemory().incrementAndGet();
        return new Charge(isHealthy, bytes);
    }

    void giveBack(Charge charge) {
        Purse purse = purse(charge.isHealthy());
        purse.records--;
        purse.bytes -= charge.bytes();
        metrics.inMemory().decrementAndGet();
    }

    private Purse purse(boolean isHealthy) {
        return isHealthy ? healthy : doubtful;
    }
}
