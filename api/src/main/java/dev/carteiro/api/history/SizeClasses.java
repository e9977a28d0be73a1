package dev.carteiro.api.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Finds a shelf that is about the largest: within a factor of two, and without sorting anything. Guarded by the history's
 * lock.
 */
final class SizeClasses<T> {
    private final List<SequencedSet<SubscriptionLog<T>>> classes = new ArrayList<>();

    SizeClasses() {
        for (int i = 0; i < Long.SIZE; i++) {
            classes.add(new LinkedHashSet<>());
        }
    }

    /** @param before its bytes when this was last told; 0 for a new one */
    void resized(SubscriptionLog<T> shelf, long before) {
        if (classOf(before) != classOf(shelf.bytes())) {
            remove(shelf, before);
            classes.get(classOf(shelf.bytes())).add(shelf);
        }
    }

    void remove(SubscriptionLog<T> shelf, long before) {
        classes.get(classOf(before)).remove(shelf);
    }

    /** One of the largest; those of about the same size take turns. */
    SubscriptionLog<T> large() {
        for (SequencedSet<SubscriptionLog<T>> shelves : classes.reversed()) {
            if (!shelves.isEmpty()) {
                SubscriptionLog<T> shelf = shelves.removeFirst();
                shelves.addLast(shelf);
                return shelf;
            }
        }
        throw new IllegalStateException("there is no shelf");
    }

    private static int classOf(long bytes) {
        return bytes == 0 ? 0 : Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes);
    }
}
