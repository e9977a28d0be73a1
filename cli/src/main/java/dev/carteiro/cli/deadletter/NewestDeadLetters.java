package dev.carteiro.cli.deadletter;

import dev.carteiro.runtime.redrive.StoredDeadLetter;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The newest of the letters that were added, no more than so many. Not thread-safe. */
final class NewestDeadLetters {
    private static final Comparator<StoredDeadLetter> BY_DEATH = Comparator
            .comparing((StoredDeadLetter letter) -> letter.content().diedAt()).thenComparingInt(StoredDeadLetter::partition)
            .thenComparingLong(StoredDeadLetter::offset);

    private final int limit;
    private final PriorityQueue<StoredDeadLetter> letters = new PriorityQueue<>(BY_DEATH);
    private long left;

    NewestDeadLetters(int limit) {
        this.limit = limit;
    }

    void add(StoredDeadLetter letter) {
        letters.add(letter);
        if (letters.size() > limit) {
            letters.poll();
            left++;
        }
    }

    /** The newest last. */
    List<StoredDeadLetter> inOrder() {
        return letters.stream().sorted(BY_DEATH).toList();
    }

    long added() {
        return left + letters.size();
    }

    /** How many older ones there were. */
    long left() {
        return left;
    }
}
