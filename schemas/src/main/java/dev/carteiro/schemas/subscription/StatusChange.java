package dev.carteiro.schemas.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.JsonValues;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A filter for status changes: matches when an event's status became one of {@code to} and, where {@code from} is
 * given, was one of {@code from}. Immutable.
 *
 * <p>Producers that know the old value send it in one of two places; others send none, and every event of theirs with
 * such a status counts as a change. Where the old value is known and is the new one, nothing changed.
 *
 * <pre>
 * field              new value                old value, the first of
 * status             data.status              data.previousStatus              data.previous.status
 * operation.status   data.operation.status    data.operation.previousStatus    data.previous.operation.status
 * </pre>
 *
 * @param path the names that lead from the event's data to the new status
 * @param to the statuses of interest; a whole number or a boolean counts as its JSON text
 * @param from the statuses it must come from; empty for any
 */
public record StatusChange(List<String> path, Set<String> to, Set<String> from) {
    public static final String DEFAULT_FIELD = "status";

    private static final int SHOWN = 6;
    private static final int WIDEST = 80;

    /** @throws IllegalArgumentException if the path is empty or has an empty name */
    public StatusChange {
        path = List.copyOf(path);
        to = Set.copyOf(to);
        from = Set.copyOf(from);
        if (path.isEmpty() || path.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "the field is one name, or several with dots between them, as in operation.status");
        }
    }

    /** @param field as the contract writes it: names with dots between them */
    public static StatusChange of(String field, Set<String> to, Set<String> from) {
        return new StatusChange(List.of(field.split("\\.", -1)), to, from);
    }

    /** @param data the event's data; anything that is no object does not match */
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

    /** Why it does not match, for data that it does not match. */
    public String mismatch(JsonNode data) {
        String field = "data." + String.join(".", path);
        String now = text(at(data, path));
        if (now == null) {
            return field + " is not there, or not a status; wanted is " + oneOf(to);
        }
        if (!to.contains(now)) {
            return field + " is " + bounded(now) + "; wanted is " + oneOf(to);
        }
        String before = previous(data);
        if (before == null) {
            return "the event does not say which status there was before; wanted is " + oneOf(from);
        }
        return before.equals(now)
                ? field + " was " + bounded(now) + " before, too: nothing changed"
                : field + " was " + bounded(before) + " before; wanted is " + oneOf(from);
    }

    private static String oneOf(Set<String> statuses) {
        List<String> sorted = statuses.stream().sorted().toList();
        return String.join(" or ", sorted.stream().limit(SHOWN).map(StatusChange::bounded).toList())
                + (sorted.size() > SHOWN ? " or " + (sorted.size() - SHOWN) + " others" : "");
    }

    private static String bounded(String text) {
        return text.length() > WIDEST ? text.substring(0, WIDEST) + "..." : text;
    }

    private @Nullable String previous(JsonNode data) {
        String name = path.getLast();
        String beside = "previous" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        String value = text(at(data, path.subList(0, path.size() - 1)).path(beside));
        return value != null ? value : text(at(data.path("previous"), path));
    }

    /** The missing node where the path leads nowhere. */
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
