package dev.carteiro.api.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Finds one of the largest logs, within a factor of two, without sorting. Guarded by the history's lock. */
final class SizeClasses<T> {
    private final List<SequencedSet<SubscriptionLog<T>>> classes = new ArrayList<>();

    SizeClasses() {
        for (int i = 0; i < Long.SIZE; i++) {
            classes.add(new LinkedHashSet<>());
        }
    }

    /**
     * Moves a log to the class of its size.
     *
     * @param before its bytes at the previous call; 0 for a new log
     */
    void resize(SubscriptionLog<T> log, long before) {
        if (classOf(before) != classOf(log.bytes())) {
            remove(log, before);
            classes.get(classOf(log.bytes())).add(log);
        }
    }

    void remove(SubscriptionLog<T> log, long before) {
        classes.get(classOf(before)).remove(log);
    }

    /** Returns one of the largest logs; those of one size class take turns. */
    SubscriptionLog<T> large() {
        for (SequencedSet<SubscriptionLog<T>> logs : classes.reversed()) {
            if (!logs.isEmpty()) {
                SubscriptionLog<T> log = logs.removeFirst();
                logs.addLast(log);
                return log;
            }
        }
        throw new IllegalStateException("there is no log");
    }

    private static int classOf(long bytes) {
        return bytes == 0 ? 0 : Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes);
    }
}
