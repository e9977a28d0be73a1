package dev.carteiro.router.routing;

/**
 * Counts the bytes of deliveries that a stream thread has written into its open transaction, so that a transaction stays
 * small enough to commit within its timeout on a slow disk. Safe for any thread: each has a count of its own, as each
 * has a producer and a transaction of its own.
 *
 * <pre>
 *   0 ------------- half ---------------- limit
 *     written freely  |  a commit is asked  |  an event with several matches
 *                     |  for                |  is written in parts, later
 * </pre>
 */
public final class OpenTransaction {
    private final long limit;
    private final ThreadLocal<long[]> written = ThreadLocal.withInitial(() -> new long[1]);

    /** @param limit in bytes */
    public OpenTransaction(long limit) {
        this.limit = limit;
    }

    /** Counts what this thread writes; returns whether it should commit as soon as it can. */
    boolean add(long bytes) {
        long[] count = written.get();
        count[0] += bytes;
        return count[0] > limit / 2;
    }

    /** Returns how many bytes this thread may still write before it commits; negative if it has written too many. */
    long room() {
        return limit - written.get()[0];
    }

    /** Begins to count again: this thread's transaction was committed or aborted. */
    public void ended() {
        written.get()[0] = 0;
    }
}
