package dev.carteiro.runtime.redrive;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The position where a plan stopped at its limits, from which another plan can continue. Immutable.
 *
 * @param offsets by partition of the dead-letters topic; everything below was read
 */
public record ScanCursor(SortedMap<Integer, Long> offsets) {
    private static final Pattern TEXT = Pattern.compile("\\d{1,5}:\\d{1,18}(,\\d{1,5}:\\d{1,18}){0,9999}");

    /** Starts every partition where the filter's times allow. */
    public static final ScanCursor START = new ScanCursor(new TreeMap<>());

    public ScanCursor {
        offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    /** Returns the text form, for example {@code 3:42,11:7}. */
    public String text() {
        return offsets.entrySet().stream().map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** Returns empty for a text that {@link #text} does not produce. */
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
