package dev.carteiro.api.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer, the newest first. Immutable.
 *
 * @param next the cursor of the page behind it; {@code null} where there is none. What arrives meanwhile moves nothing
 * @param coverage from when on nothing is missing
 */
public record HistoryPage<T>(List<T> content, @Nullable HistoryPosition next, Coverage coverage) {
    public HistoryPage {
        content = List.copyOf(content);
    }
}
