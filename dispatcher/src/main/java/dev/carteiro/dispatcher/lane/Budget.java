package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.metrics.DispatcherMetrics;

/**
 * The lane's memory: how many records, and bytes of them, may be in it. Owned by the loop thread.
 *
 * <p>There are three purses of the same size. Records of endpoints that have lately succeeded pay from one, those of all
 * other endpoints from another: a thousand endpoints that hang can fill theirs to the last record without taking room from
 * the rest. Records that only pass through, to wait elsewhere or to be dropped, pay from the third, which empties with
 * every commit; it fills up only while commits fail.
 */
final class Budget {
    private final int maxRecords;
    private final long maxBytes;
    private final DispatcherMetrics metrics;
    private final Contents healthy = new Contents();
    private final Contents doubtful = new Contents();
    private final Contents passing = new Contents();

    /** Each purse takes half of it: hardly ever are two of them full. */
    Budget(int maxRecords, long maxBytes, DispatcherMetrics metrics) {
        this.maxRecords = Math.max(1, maxRecords / 2);
        this.maxBytes = maxBytes / 2;
        this.metrics = metrics;
    }

    /** Who pays. */
    enum Purse {
        HEALTHY, DOUBTFUL, PASSING
    }

    private static final class Contents {
        private int records;
        private long bytes;
    }

    /** What one record takes. */
    record Charge(Purse purse, int bytes) {
        /** Of a result that holds no event. */
        static final Charge NONE = new Charge(Purse.PASSING, 0);

        boolean isHealthy() {
            return purse == Purse.HEALTHY;
        }
    }

    int maxRecords() {
        return maxRecords;
    }

    boolean isFull(Purse purse) {
        Contents contents = contents(purse);
        return contents.records >= maxRecords || contents.bytes >= maxBytes;
    }

    /** Whether there is room enough again for a partition that was stopped to be worth starting. */
    boolean hasRoomAgain() {
        return healthy.records <= maxRecords / 4 * 3 && healthy.bytes <= maxBytes / 4 * 3;
    }

    Charge take(Purse purse, int bytes) {
        Contents contents = contents(purse);
        contents.records++;
        contents.bytes += bytes;
        metrics.inMemory().incrementAndGet();
        return new Charge(purse, bytes);
    }

    void giveBack(Charge charge) {
        Contents contents = contents(charge.purse());
        contents.records--;
        contents.bytes -= charge.bytes();
        metrics.inMemory().decrementAndGet();
    }

    private Contents contents(Purse purse) {
        return switch (purse) {
            case HEALTHY -> healthy;
            case DOUBTFUL -> doubtful;
            case PASSING -> passing;
        };
    }
}
