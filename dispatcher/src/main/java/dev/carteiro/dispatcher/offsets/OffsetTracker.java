package dev.carteiro.dispatcher.offsets;

import java.util.BitSet;

/**
 * The finished and unfinished offsets of one partition during one assignment. Owned by the lane's loop thread.
 *
 * <pre>
 *              base        committable                    next
 *   ... done    |  x x x x x  |  - x x - - x - - - - - -    |   not seen yet
 *                              the gap map covers this
 * </pre>
 *
 * <p>Offsets that hold no record for us (transaction markers, aborted records) count as finished as soon as a later
 * offset, or the consumer's position, shows that they will not come.
 */
public final class OffsetTracker {
    /** Shifting the bits costs as much as they are long, so it is done once for many. */
    private static final int SHIFT_AFTER = 65_536;

    private final BitSet finished;

    /** Of what is finished, that which a successor must not do again; the rest holds no record. */
    private final BitSet done;

    private long base;
    private long next;
    private int outstanding;

    /**
     * @param committed the group's committed offset
     * @param metadata the commit's metadata: a gap map, or anything else for none
     */
    public OffsetTracker(long committed, String metadata) {
        base = committed;
        next = committed;
        done = GapMap.decode(metadata);
        finished = (BitSet) done.clone();
    }

    /** Whether a predecessor, or this assignment, has finished this offset. */
    public boolean isFinished(long offset) {
        return offset < base || finished.get(index(offset));
    }

    /** An offset is being worked on from now. Offsets come in ascending order. */
    public void handOut(long offset) {
        seen(offset);
        outstanding++;
    }

    /** Everything below this offset has been handed out, was finished before, or does not exist. */
    public void seen(long offset) {
        if (offset >= next) {
            finished.set(index(next), index(offset));
            next = offset + 1;
        }
    }

    /** The consumer stands at {@code position}: below it nothing more will come. */
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

    /** Takes back a {@link #finish}, because the gap map would grow too long with it. */
    public void unfinish(long offset) {
        finished.clear(index(offset));
        done.clear(index(offset));
        outstanding++;
    }

    /** An offset that was handed out has come back unfinished; it is the next owner's. */
    public void giveUp() {
        outstanding--;
    }

    /** The offset to commit: everything below it is finished. */
    public long committable() {
        return Math.min(next, base + finished.nextClearBit(0));
    }

    /** What is finished beyond {@link #committable}; at times longer than a commit may carry. */
    public String gapMap() {
        int from = index(committable());
        return GapMap.encode(from(from, finished), from(from, done));
    }

    /** A commit has gone through: what lies below it need not be remembered. */
    public void committed(long offset) {
        int drop = index(offset);
        if (drop >= SHIFT_AFTER) {
            shift(finished, drop);
            shift(done, drop);
            base = offset;
        }
    }

    /** Offsets handed out and not finished. */
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
