package dev.carteiro.dispatcher.scan;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds the last dead letter of each delivery in a part of a partition. Owned by the loop thread.
 *
 * <pre>
 *   from ---------------- knownTo -------------------------- end
 *        deliveries recorded        only later letters of the
 *                                   recorded deliveries count
 * </pre>
 *
 * <p>At most {@link #MAX_DELIVERIES} deliveries are recorded, however many letters there are; the rest is read again
 * for the next part. The result is not persisted: a successor looks ahead again, from the position of the redrive.
 */
final class LastDeadLetters {
    /** The most deliveries that are recorded; they take about 2 MB. */
    static final int MAX_DELIVERIES = 10_000;

    private final Map<String, Long> lastOffsets = new HashMap<>();
    private final long end;
    private long next;
    private long knownTo;

    LastDeadLetters(long from, long end) {
        this.end = end;
        next = from;
        knownTo = end;
    }

    /** Returns the offset from which to look ahead. */
    long next() {
        return next;
    }

    boolean isComplete() {
        return next >= end;
    }

    /** Records a dead letter. Letters come in ascending order of their offsets. */
    void add(String delivery, long offset) {
        if (lastOffsets.size() < MAX_DELIVERIES && offset < knownTo) {
            lastOffsets.put(delivery, offset);
        } else if (lastOffsets.replace(delivery, offset) == null) {
            knownTo = Math.min(knownTo, offset);
        }
    }

    /** Records that all letters below this offset were read. */
    void readTo(long offset) {
        next = Math.max(next, offset);
    }

    /** Returns the offset below which {@link #isLast} is known for every letter. */
    long knownTo() {
        return knownTo;
    }

    boolean isLast(String delivery, long offset) {
        Long last = lastOffsets.get(delivery);
        return last == null || last == offset;
    }
}
