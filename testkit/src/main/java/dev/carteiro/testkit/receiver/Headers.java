package dev.carteiro.testkit.receiver;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request as received: in order, with repeated ones, and with their original case. Look-ups ignore case (RFC
 * 9110, section 5.1). Immutable.
 *
 * @param fields name and value of each line
 */
public record Headers(List<Map.Entry<String, String>> fields) {
    public Headers {
        fields = List.copyOf(fields);
    }

    /** Returns the first value of that name, or null. */
    public @Nullable String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** Returns all values of that name, in order. */
    public List<String> all(String name) {
        return fields.stream().filter(field -> field.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue).toList();
    }

    boolean contains(String name, String token) {
        return all(name).stream().anyMatch(value -> value.equalsIgnoreCase(token));
    }
}
