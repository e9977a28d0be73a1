package dev.carteiro.router.routing;

/**
 * Counts the bytes of deliveries in the open transaction of a stream thread. Transactions must remain small enough to
 * commit within their timeout on a slow disk. Thread-safe: each thread has its own count, as it has its own producer
 * and transaction.
 *
 * <pre>
 *   0 ------------- half ---------------- limit
 *     no action       |  a commit is        |  an event with several matches
 *                     |  requested          |  is written in parts, later
 * </pre>
 */
public final class OpenTransaction {
    private final long limit;
    private final ThreadLocal<long[]> written = ThreadLocal.withInitial(() -> new long[1]);

    /** @param limit maximum size of a transaction, in bytes */
    public OpenTransaction(long limit) {
        this.limit = limit;
    }

    /** Counts bytes that this thread writes; returns whether it should commit as soon as possible. */
    boolean add(long bytes) {
        long[] count = written.get();
        count[0] += bytes;
        return count[0] > limit / 2;
    }

    /**
     * Returns the number of bytes that this thread may still write before it commits; negative if it has exceeded the
     * limit.
     */
    long bytesAvailable() {
        return limit - written.get()[0];
    }

    /** Resets the count, because this thread's transaction was committed or aborted. */
    public void reset() {
        written.get()[0] = 0;
    }
}
