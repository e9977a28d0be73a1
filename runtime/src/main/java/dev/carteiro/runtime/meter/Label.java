package dev.carteiro.runtime.meter;

import java.util.List;

/**
 * A label and what it may say. Immutable.
 *
 * @param name as Prometheus shows it
 * @param values every value it may take; empty where {@code bound} says what bounds them
 * @param bound for people: what the values are, where the configuration decides
 */
public record Label(String name, List<String> values, String bound) {
    public Label {
        values = List.copyOf(values);
    }

    static Label of(String name, List<String> values) {
        return new Label(name, values, "");
    }

    static Label configured(String name, String bound) {
        return new Label(name, List.of(), bound);
    }

    void check(String value) {
        if (!values.isEmpty() && !values.contains(value)) {
            throw new IllegalArgumentException(
                    "label " + name + " cannot be '" + value + "'; declared are " + String.join(", ", values));
        }
    }
}
