package dev.carteiro.api.history;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record lies and when the broker wrote it: the order in which history is told, the same for every process that
 * reads it. Immutable.
 *
 * @param millis of its being written, unix
 * @param partition of its topic
 * @param offset in that partition
 */
public record HistoryPosition(long millis, int partition, long offset) implements Comparable<HistoryPosition> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,5})-(\\d{1,18})");
    private static final Comparator<HistoryPosition> ORDER = Comparator.comparingLong(HistoryPosition::millis)
            .thenComparingInt(HistoryPosition::partition).thenComparingLong(HistoryPosition::offset);

    /** As a cursor: {@code 1739201451204-3-42}. */
    public String text() {
        return millis + "-" + partition + "-" + offset;
    }

    /** Empty for what {@link #text} does not write. */
    public static Optional<HistoryPosition> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new HistoryPosition(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2)),
                        Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    /** Within one partition its own order counts: the broker's clock may have been set back. */
    boolean isBefore(HistoryPosition other) {
        return partition == other.partition ? offset < other.offset : compareTo(other) < 0;
    }

    @Override
    public int compareTo(HistoryPosition other) {
        return ORDER.compare(this, other);
    }
}
