package dev.carteiro.cli.receiver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a request by lower-case name, each with its values in order. Immutable. */
public record WebhookHeaders(Map<String, List<String>> values) {
    public WebhookHeaders {
        Map<String, List<String>> lower = new LinkedHashMap<>();
        values.forEach((name, given) -> lower.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                .addAll(given));
        values = Map.copyOf(lower);
    }

    /** Returns the first header of that name; {@code null} if there is none. */
    public @Nullable String first(String name) {
        List<String> found = values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Returns the first header of that name; empty if there is none. */
    public String text(String name) {
        String first = first(name);
        return first == null ? "" : first;
    }
}
