package dev.carteiro.dispatcher.scan;

import java.util.HashMap;
import java.util.Map;

/**
 * Knows which letter of a delivery is its last one in a part of a partition. Owned by the loop thread.
 *
 * <pre>
 *   from ---------------- knownTo -------------------------- end
 *        deliveries noted          only looked at: later letters
 *                                  of deliveries that are noted
 * </pre>
 *
 * <p>However many letters there are, at most {@link #MOST_DELIVERIES} are noted, and the rest is read once more for the next
 * part. Nothing of it is written down: a successor looks ahead again, from where the redrive has come to.
 */
final class LastDeadLetters {
    /** Takes about 2 MB. */
    static final int MOST_DELIVERIES = 10_000;

    private final Map<String, Long> lastOffsets = new HashMap<>();
    private final long end;
    private long next;
    private long knownTo;

    LastDeadLetters(long from, long end) {
        this.end = end;
        next = from;
        knownTo = end;
    }

    /** From where to look ahead. */
    long next() {
        return next;
    }

    boolean isComplete() {
        return next >= end;
    }

    /** Letters come in ascending order. */
    void add(String delivery, long offset) {
        if (lastOffsets.size() < MOST_DELIVERIES && offset < knownTo) {
            lastOffsets.put(delivery, offset);
        } else if (lastOffsets.replace(delivery, offset) == null) {
            knownTo = Math.min(knownTo, offset);
        }
    }

    /** There is no other letter below this offset. */
    void readTo(long offset) {
        next = Math.max(next, offset);
    }

    /** Below this offset {@link #isLast} knows every letter. */
    long knownTo() {
        return knownTo;
    }

    boolean isLast(String delivery, long offset) {
        Long last = lastOffsets.get(delivery);
        return last == null || last == offset;
    }
}
