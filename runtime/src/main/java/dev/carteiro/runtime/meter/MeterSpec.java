package dev.carteiro.runtime.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One meter as declared in its catalogue. Immutable.
 *
 * @param type counter, gauge or timer; a timer is a histogram in Prometheus
 * @param name with dots; {@link #prometheusName} is the scraped name
 * @param unit of the number; {@code null} if it counts what the name says. Timers are in seconds
 * @param help one sentence
 * @param labels in the order in which their values are given
 * @param bounds of the histogram's buckets
 */
public record MeterSpec(Meter.Type type, String name, @Nullable String unit, String help, List<MeterLabel> labels,
        List<Duration> bounds) {
    private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

    public MeterSpec {
        labels = List.copyOf(labels);
        bounds = List.copyOf(bounds);
    }

    public static MeterSpec counter(String name, String help) {
        return new MeterSpec(Meter.Type.COUNTER, name, null, help, List.of(), List.of());
    }

    public static MeterSpec gauge(String name, @Nullable String unit, String help) {
        return new MeterSpec(Meter.Type.GAUGE, name, unit, help, List.of(), List.of());
    }

    /** @param boundsMillis ascending bounds of the buckets in milliseconds; without any, only sum, count and maximum are kept */
    public static MeterSpec timer(String name, String help, long... boundsMillis) {
        List<Duration> bounds = new ArrayList<>();
        for (long millis : boundsMillis) {
            bounds.add(Duration.ofMillis(millis));
        }
        return new MeterSpec(Meter.Type.TIMER, name, "seconds", help, List.of(), bounds);
    }

    /** Adds a label with all its possible values. */
    public MeterSpec by(String label, List<String> values) {
        return with(MeterLabel.of(label, values));
    }

    /** Adds a label whose values the configuration bounds. */
    public MeterSpec by(String label, String bound) {
        return with(MeterLabel.configured(label, bound));
    }

    /** Returns the scraped name, for example {@code carteiro_router_events_total}; a timer's has further suffixes. */
    public String prometheusName() {
        String base = NAMES.name(name, type, unit);
        return type == Meter.Type.COUNTER ? base + "_total" : base;
    }

    /** @param values one for each label */
    public Counter counter(MeterRegistry meters, String... values) {
        return Counter.builder(name).description(help).tags(tags(values)).register(meters);
    }

    /** @param values one for each label */
    public Timer timer(MeterRegistry meters, String... values) {
        return Timer.builder(name).description(help).tags(tags(values))
                .serviceLevelObjectives(bounds.toArray(Duration[]::new)).register(meters);
    }

    /**
     * @param reading called at each scrape, on the scrape's thread
     * @param values one for each label
     */
    public Gauge gauge(MeterRegistry meters, Supplier<Number> reading, String... values) {
        return Gauge.builder(name, reading).description(help).baseUnit(unit).tags(tags(values)).register(meters);
    }

    private MeterSpec with(MeterLabel label) {
        List<MeterLabel> more = new ArrayList<>(labels);
        more.add(label);
        return new MeterSpec(type, name, unit, help, more, bounds);
    }

    private List<Tag> tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(
                    name + " has " + labels.size() + " labels but was given " + values.length + " values");
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            labels.get(i).check(values[i]);
            tags.add(Tag.of(labels.get(i).name(), values[i]));
        }
        return tags;
    }
}
