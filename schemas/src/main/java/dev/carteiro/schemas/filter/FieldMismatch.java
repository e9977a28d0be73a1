package dev.carteiro.schemas.filter;

import java.util.List;

/**
 * A field of a filter that an event does not satisfy. Immutable.
 *
 * @param path names separated by dots; empty if the mismatch is not about a single field
 * @param found values of the event in this field, as JSON of bounded length
 * @param expected description of the values that would match
 */
public record FieldMismatch(String path, List<String> found, String expected) {
    public FieldMismatch {
        found = List.copyOf(found);
    }

    @Override
    public String toString() {
        if (path.isEmpty()) {
            return expected;
        }
        return path + " is " + (found.isEmpty() ? "missing" : String.join(", ", found)) + "; expected " + expected;
    }
}
