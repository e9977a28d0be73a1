package dev.carteiro.api.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the history, newest first. Immutable.
 *
 * @param next the cursor of the next page; {@code null} if there is none. New records do not move it
 * @param coverage since when nothing is missing
 */
public record HistoryPage<T>(List<T> content, @Nullable HistoryPosition next, Coverage coverage) {
    public HistoryPage {
        content = List.copyOf(content);
    }
}
