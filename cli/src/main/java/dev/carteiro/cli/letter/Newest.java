package dev.carteiro.cli.letter;

import dev.carteiro.runtime.redrive.Letter;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The newest of the letters that were added, no more than so many. Not thread-safe. */
final class Newest {
    private static final Comparator<Letter> BY_DEATH = Comparator
            .comparing((Letter letter) -> letter.content().diedAt()).thenComparingInt(Letter::partition)
            .thenComparingLong(Letter::offset);

    private final int limit;
    private final PriorityQueue<Letter> letters = new PriorityQueue<>(BY_DEATH);
    private long left;

    Newest(int limit) {
        this.limit = limit;
    }

    void add(Letter letter) {
        letters.add(letter);
        if (letters.size() > limit) {
            letters.poll();
            left++;
        }
    }

    /** The newest last. */
    List<Letter> inOrder() {
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
