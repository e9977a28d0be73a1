package dev.carteiro.dispatcher.offsets;

import java.util.BitSet;

/**
 * Tracks the finished and unfinished offsets of one partition during one assignment. Owned by the lane's loop thread.
 *
 * <pre>
 *              base        committable                    next
 *   ... done    |  x x x x x  |  - x x - - x - - - - - -    |   not seen yet
 *                              the gap map covers this
 * </pre>
 *
 * <p>Offsets without a record for the consumer (transaction markers, aborted records) count as finished once a later
 * offset, or the consumer's position, shows that none will come.
 */
public final class OffsetTracker {
    /** The number of committed offsets that are dropped together, because shifting the bits costs linear time. */
    private static final int MIN_SHIFT = 65_536;

    private final BitSet finished;

    /** The finished offsets that have a record, which a successor must not process again. */
    private final BitSet done;

    private long base;
    private long next;
    private int outstanding;

    /**
     * Creates a tracker that starts at a committed offset.
     *
     * @param committed the group's committed offset
     * @param metadata the commit's metadata: a gap map, or any other text for none
     */
    public OffsetTracker(long committed, String metadata) {
        base = committed;
        next = committed;
        done = GapMap.decode(metadata);
        finished = (BitSet) done.clone();
    }

    /** Returns true if a predecessor, or this assignment, has finished this offset. */
    public boolean isFinished(long offset) {
        return offset < base || finished.get(index(offset));
    }

    /** Records that the record at this offset is handed out. Offsets come in ascending order. */
    public void handOut(long offset) {
        seen(offset);
        outstanding++;
    }

    /** Records that the consumer returned this offset: offsets below it that were not returned have no record. */
    public void seen(long offset) {
        if (offset >= next) {
            finished.set(index(next), index(offset));
            next = offset + 1;
        }
    }

    /** Records the consumer's position: no record below it will come. */
    public void reached(long position) {
        if (position > next) {
            finished.set(index(next), index(position));
            next = position;
        }
    }

    public void finish(long offset) {
        finished.set(index(offset));
        done.set(index(offset));
        outstanding--;
    }

    /** Reverts a {@link #finish}: the gap map would be too long, or the commit failed. */
    public void unfinish(long offset) {
        finished.clear(index(offset));
        done.clear(index(offset));
        outstanding++;
    }

    /** Records that a record that was handed out returned unfinished; the next owner repeats it. */
    public void giveUp() {
        outstanding--;
    }

    /** Returns the offset to commit; everything below it is finished. */
    public long committable() {
        return Math.min(next, base + finished.nextClearBit(0));
    }

    /** Encodes the finished offsets beyond {@link #committable}; the result may be too long for a commit. */
    public String gapMap() {
        int from = index(committable());
        return GapMap.encode(from(from, finished), from(from, done));
    }

    /** Records a successful commit; offsets below it may be dropped. */
    public void committed(long offset) {
        int drop = index(offset);
        if (drop >= MIN_SHIFT) {
            shift(finished, drop);
            shift(done, drop);
            base = offset;
        }
    }

    /** Returns the number of offsets that are handed out and not finished. */
    public int outstanding() {
        return outstanding;
    }

    private static BitSet from(int index, BitSet bits) {
        return bits.get(index, Math.max(index, bits.length()));
    }

    private static void shift(BitSet bits, int drop) {
        BitSet rest = from(drop, bits);
        bits.clear();
        bits.or(rest);
    }

    private int index(long offset) {
        return Math.toIntExact(offset - base);
    }
}
