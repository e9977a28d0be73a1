package dev.carteiro.api.history;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record's position and append time. It orders the history the same way in every process that reads it. Immutable.
 *
 * @param millis the record's append time, Unix milliseconds
 * @param partition the partition of its topic
 * @param offset the offset in that partition
 */
public record HistoryPosition(long millis, int partition, long offset) implements Comparable<HistoryPosition> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,5})-(\\d{1,18})");
    private static final Comparator<HistoryPosition> ORDER = Comparator.comparingLong(HistoryPosition::millis)
            .thenComparingInt(HistoryPosition::partition).thenComparingLong(HistoryPosition::offset);

    /** Returns the position as a cursor: {@code 1739201451204-3-42}. */
    public String text() {
        return millis + "-" + partition + "-" + offset;
    }

    /** Parses a cursor; empty if {@link #text} did not write it. */
    public static Optional<HistoryPosition> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new HistoryPosition(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2)),
                        Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    /** Compares by offset within one partition, because the broker's clock may have been set back. */
    boolean isBefore(HistoryPosition other) {
        return partition == other.partition ? offset < other.offset : compareTo(other) < 0;
    }

    @Override
    public int compareTo(HistoryPosition other) {
        return ORDER.compare(this, other);
    }
}
