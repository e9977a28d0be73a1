package dev.carteiro.runtime.meter;

import java.util.List;

/**
 * A label and its possible values. Immutable.
 *
 * @param name as in Prometheus
 * @param values all possible values; empty if {@code bound} describes them
 * @param bound describes the values, if the configuration decides them
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
                    "invalid value '" + value + "' for label " + name + ": use one of " + String.join(", ", values));
        }
    }
}
