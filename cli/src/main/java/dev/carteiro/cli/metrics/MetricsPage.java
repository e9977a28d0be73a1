package dev.carteiro.cli.metrics;

import dev.carteiro.runtime.meter.MeterLabel;
import dev.carteiro.runtime.meter.MeterSpec;
import io.micrometer.core.instrument.Meter;
import java.util.List;
import java.util.stream.Collectors;

/** Generates {@code docs/metrics.md} from the catalogues. Stateless. */
final class MetricsPage {
    private static final String HEAD = """
            # Metrics

            Every process serves `/metrics` for Prometheus on its metrics port (9464 by default). Carteiro's own metrics begin
            with `carteiro_`. There are also Micrometer's metrics of the JVM (`jvm_`, `process_`, `system_`), of log lines by
            level (`logback_events_total`), and some of Kafka's clients and Streams (`kafka_`, see `KafkaMeterFilter`).

            No label holds a subscription, a URL or an event type, so the number of series does not grow with them. For single
            endpoints, ask the dispatcher on the same port: `/admin/endpoints?top=20&by=failures`, or `by=latency`, or
            `by=backlog`. The page shows the endpoints in the dispatcher's memory, without secrets, paths and queries. Only
            clients on the same machine can read it, unless `monitor.admin-from` allows others.

            A histogram consists of the series `_bucket`, `_count` and `_sum`, and a gauge `_max` of the last minutes. Counters
            start at zero with the process.

            `MetricsPageTest` generates this page from the meter catalogues. After a change to one of them, generate it with
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
