package dev.carteiro.cli.deadletter;

import dev.carteiro.runtime.redrive.StoredDeadLetter;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the newest of the dead letters that were added, up to a limit. Not thread-safe. */
final class NewestDeadLetters {
    private static final Comparator<StoredDeadLetter> BY_TIME = Comparator
            .comparing((StoredDeadLetter letter) -> letter.content().diedAt())
            .thenComparingInt(StoredDeadLetter::partition)
            .thenComparingLong(StoredDeadLetter::offset);

    private final int limit;
    private final PriorityQueue<StoredDeadLetter> letters = new PriorityQueue<>(BY_TIME);
    private long evicted;

    NewestDeadLetters(int limit) {
        this.limit = limit;
    }

    void add(StoredDeadLetter letter) {
        letters.add(letter);
        if (letters.size() > limit) {
            letters.poll();
            evicted++;
        }
    }

    /** Returns the kept dead letters, the newest last. */
    List<StoredDeadLetter> inOrder() {
        return letters.stream().sorted(BY_TIME).toList();
    }

    long addedCount() {
        return evicted + letters.size();
    }

    /** Returns the number of older dead letters that were evicted. */
    long evictedCount() {
        return evicted;
    }
}
