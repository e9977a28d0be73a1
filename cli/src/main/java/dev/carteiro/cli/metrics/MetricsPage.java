package dev.carteiro.cli.metrics;

import dev.carteiro.runtime.meter.MeterLabel;
import dev.carteiro.runtime.meter.MeterSpec;
import io.micrometer.core.instrument.Meter;
import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code docs/metrics.md} from the catalogues. Stateless. */
final class MetricsPage {
    private static final String HEAD = """
            # Metrics

            Every process shows `/metrics` for Prometheus on its metrics port (9464 unless told otherwise). All of our own
            names begin with `carteiro_`; beside them are those of micrometer's binders for the JVM (`jvm_`, `process_`,
            `system_`), for log lines by level (`logback_events_total`), and a chosen few of Kafka's clients and Streams
            (`kafka_`, see `KafkaMeterFilter`).

            No label ever holds a subscription, a URL or an event type, so the number of series does not grow with them. Which
            endpoints suffer is a question to the dispatcher, on the same port: `/admin/endpoints?top=20&by=failures`, or
            `by=latency`, or `by=backlog`; it answers for the endpoints in its own memory, without secrets, paths and queries,
            and only clients on the machine itself, unless `monitor.admin-from` lets others in.

            A histogram has `_bucket`, `_count` and `_sum` behind its name, and a gauge `_max` of the last minutes. Counters
            begin at zero with the process.

            This page is written from the catalogues by `MetricsPageTest`; after a change to one of them, write it again with
            `mvn test -pl cli -am -Dtest=MetricsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dcarteiro.docs.write=true`.
            """;

    private MetricsPage() {
    }

    static String write(List<MeterCatalogue> catalogues) {
        StringBuilder page = new StringBuilder(HEAD);
        for (MeterCatalogue catalogue : catalogues) {
            page.append("\n## ").append(catalogue.title())
                    .append("\n\n| name | kind | labels | meaning |\n|---|---|---|---|\n");
            catalogue.meters().forEach(meter -> page.append(row(meter)));
        }
        return page.toString();
    }

    private static String row(MeterSpec meter) {
        return "| `" + meter.prometheusName() + "` | " + kind(meter) + " | "
                + meter.labels().stream().map(MetricsPage::label).collect(Collectors.joining("; ")) + " | "
                + meter.help()
                + " |\n";
    }

    private static String kind(MeterSpec meter) {
        if (meter.type() == Meter.Type.TIMER) {
            return "histogram, seconds";
        }
        String kind = meter.type() == Meter.Type.COUNTER ? "counter" : "gauge";
        return meter.unit() == null ? kind : kind + ", " + meter.unit();
    }

    private static String label(MeterLabel label) {
        String values = label.values().isEmpty()
                ? label.bound()
                : label.values().stream().map(value -> "`" + value + "`").collect(Collectors.joining(" "));
        return "`" + label.name() + "`: " + values;
    }
}
