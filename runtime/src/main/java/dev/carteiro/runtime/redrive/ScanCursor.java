package dev.carteiro.runtime.redrive;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a plan that read as much as it may stopped, for another one to go on. Immutable.
 *
 * @param offsets of the dead-letters topic's partitions, below which everything was read
 */
public record ScanCursor(SortedMap<Integer, Long> offsets) {
    private static final Pattern TEXT = Pattern.compile("\\d{1,5}:\\d{1,18}(,\\d{1,5}:\\d{1,18}){0,9999}");

    /** Every partition from where the filter's times let it begin. */
    public static final ScanCursor START = new ScanCursor(new TreeMap<>());

    public ScanCursor {
        offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    /** For example {@code 3:42,11:7}. */
    public String text() {
        return offsets.entrySet().stream().map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** Empty for what {@link #text} does not write. */
    public static Optional<ScanCursor> parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.split(",")) {
            int colon = part.indexOf(':');
            offsets.put(Integer.parseInt(part.substring(0, colon)), Long.parseLong(part.substring(colon + 1)));
        }
        return Optional.of(new ScanCursor(offsets));
    }

    static ScanCursor of(Map<Integer, Long> offsets) {
        return new ScanCursor(new TreeMap<>(offsets));
    }
}
