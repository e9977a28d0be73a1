package dev.carteiro.schemas.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A filter for status changes: matches when an event's status became one of {@code to} and, where {@code from} is
 * given, was one of {@code from}. Immutable.
 *
 * @param field member of the event's data that holds the new status
 * @param to the statuses of interest
 * @param from the statuses it must come from; empty for any
 */
public record StatusChange(String field, Set<String> to, Set<String> from) {
    public static final String DEFAULT_FIELD = "status";

    public StatusChange {
        to = Set.copyOf(to);
        from = Set.copyOf(from);
    }

    /** @param data the event's data; anything that is no object does not match */
    public boolean matches(JsonNode data) {
        String now = text(data.get(field));
        if (now == null || !to.contains(now)) {
            return false;
        }
        String before = previous(data);
        if (before == null) {
            return from.isEmpty();
        }
        return !before.equals(now) && (from.isEmpty() || from.contains(before));
    }

    /** {@code previousStatus} beside {@code status}, or {@code previous.status}. */
    private @Nullable String previous(JsonNode data) {
        String beside = "previous" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        String value = text(data.get(beside));
        return value != null ? value : text(data.path("previous").get(field));
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node != null && node.isTextual() ? node.textValue() : null;
    }
}
