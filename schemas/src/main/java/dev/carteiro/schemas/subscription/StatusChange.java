package dev.carteiro.schemas.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.JsonValues;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A filter for status changes: matches if an event's status changed to one of {@code to}, and from one of {@code from}
 * if that is given. Immutable.
 *
 * <p>Producers that know the old value send it in one of two places. Events without an old value count as changes if
 * they have such a status. If the old value equals the new one, there is no change.
 *
 * <pre>
 * field              new value                old value, the first of
 * status             data.status              data.previousStatus              data.previous.status
 * operation.status   data.operation.status    data.operation.previousStatus    data.previous.operation.status
 * </pre>
 *
 * @param path names of the path from the event's data to the new status
 * @param to new statuses; a whole number or a boolean counts as its JSON text
 * @param from old statuses; empty for any
 */
public record StatusChange(List<String> path, Set<String> to, Set<String> from) {
    public static final String DEFAULT_FIELD = "status";

    private static final int MAX_STATUSES_SHOWN = 6;
    private static final int MAX_TEXT_LENGTH = 80;

    /** @throws IllegalArgumentException if the path is empty or has an empty name */
    public StatusChange {
        path = List.copyOf(path);
        to = Set.copyOf(to);
        from = Set.copyOf(from);
        if (path.isEmpty() || path.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "the field must be one name, or several separated by dots, as in operation.status");
        }
    }

    /** @param field names separated by dots */
    public static StatusChange of(String field, Set<String> to, Set<String> from) {
        return new StatusChange(List.of(field.split("\\.", -1)), to, from);
    }

    /** @param data data of the event; a value that is not an object does not match */
    public boolean matches(JsonNode data) {
        String now = text(at(data, path));
        if (now == null || !to.contains(now)) {
            return false;
        }
        String before = previous(data);
        if (before == null) {
            return from.isEmpty();
        }
        return !before.equals(now) && (from.isEmpty() || from.contains(before));
    }

    /** Returns the reason for which the data does not match; only for data that does not match. */
    public String mismatch(JsonNode data) {
        String field = "data." + String.join(".", path);
        String now = text(at(data, path));
        if (now == null) {
            return field + " is missing or not a status; expected " + oneOf(to);
        }
        if (!to.contains(now)) {
            return field + " is " + bounded(now) + "; expected " + oneOf(to);
        }
        String before = previous(data);
        if (before == null) {
            return "the event does not contain the previous status; expected " + oneOf(from);
        }
        return before.equals(now)
                ? field + " was " + bounded(now) + " before as well: there is no change"
                : field + " was " + bounded(before) + " before; expected " + oneOf(from);
    }

    private static String oneOf(Set<String> statuses) {
        List<String> sorted = statuses.stream().sorted().toList();
        return String.join(" or ", sorted.stream().limit(MAX_STATUSES_SHOWN).map(StatusChange::bounded).toList())
                + (sorted.size() > MAX_STATUSES_SHOWN ? " or " + (sorted.size() - MAX_STATUSES_SHOWN) + " others" : "");
    }

    private static String bounded(String text) {
        return text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) + "..." : text;
    }

    private @Nullable String previous(JsonNode data) {
        String name = path.getLast();
        String beside = "previous" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        String value = text(at(data, path.subList(0, path.size() - 1)).path(beside));
        return value != null ? value : text(at(data.path("previous"), path));
    }

    /** Returns the node at the path; a missing node if there is none. */
    private static JsonNode at(JsonNode data, List<String> path) {
        JsonNode node = data;
        for (String name : path) {
            node = node.path(name);
        }
        return node;
    }

    private static @Nullable String text(JsonNode node) {
        String number = JsonValues.numberLiteral(node);
        return number == null || isWhole(number) ? JsonValues.literal(node) : null;
    }

    private static boolean isWhole(String number) {
        return number.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }
}
