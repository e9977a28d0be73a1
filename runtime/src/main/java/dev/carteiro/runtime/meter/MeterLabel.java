package dev.carteiro.runtime.meter;

import java.util.List;

/**
 * A label and what it may say. Immutable.
 *
 * @param name as Prometheus shows it
 * @param values every value it may take; empty where {@code bound} says what bounds them
 * @param bound for people: what the values are, where the configuration decides
 */
public record MeterLabel(String name, List<String> values, String bound) {
    public MeterLabel {
        values = List.copyOf(values);
    }

    static MeterLabel of(String name, List<String> values) {
        return new MeterLabel(name, values, "");
    }

    static MeterLabel configured(String name, String bound) {
        return new MeterLabel(name, List.of(), bound);
    }

    void check(String value) {
        if (!values.isEmpty() && !values.contains(value)) {
            throw new IllegalArgumentException(
                    "label " + name + " cannot be '" + value + "'; declared are " + String.join(", ", values));
        }
    }
}
