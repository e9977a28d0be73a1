package dev.carteiro.schemas.filter;

import java.util.List;

/**
 * A field of a filter that an event does not pass. Immutable.
 *
 * @param path names with dots between them; empty where it is no single field
 * @param found the values that the event has there, as JSON; bounded
 * @param wanted what would pass, in words
 */
public record FieldMismatch(String path, List<String> found, String wanted) {
    public FieldMismatch {
        found = List.copyOf(found);
    }

    @Override
    public String toString() {
        if (path.isEmpty()) {
            return wanted;
        }
        return path + " is " + (found.isEmpty() ? "not there" : String.join(", ", found)) + "; wanted is " + wanted;
    }
}
