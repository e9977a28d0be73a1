package dev.carteiro.cli.metrics;

import dev.carteiro.api.metrics.ApiMeter;
import dev.carteiro.dispatcher.metrics.DispatcherMeter;
import dev.carteiro.router.metrics.RouterMeter;
import dev.carteiro.runtime.meter.MeterCatalogueEntry;
import dev.carteiro.runtime.meter.MeterSpec;
import dev.carteiro.runtime.monitor.MonitorMeter;
import dev.carteiro.runtime.server.ServerMeter;
import dev.carteiro.runtime.watch.WatchMeter;
import java.util.List;
import java.util.stream.Stream;

/**
 * The meters of one group of processes. Immutable.
 *
 * @param title the heading in the documentation
 * @param meters the meters, in the order of their declaration
 */
public record MeterCatalogue(String title, List<MeterSpec> meters) {
    public MeterCatalogue {
        meters = List.copyOf(meters);
    }

    /** Returns all meters whose names begin with {@code carteiro_}. */
    public static List<MeterCatalogue> all() {
        return List.of(of("Router", RouterMeter.values()), of("Dispatcher", DispatcherMeter.values()),
                of("REST API", ApiMeter.values()),
                of("Every process: its view of the cluster", WatchMeter.values()),
                of("Every process: itself",
                        Stream.<MeterCatalogueEntry[]>of(MonitorMeter.values(), ServerMeter.values(),
                                ProcessMeter.values())
                                .flatMap(Stream::of)
                                .toArray(MeterCatalogueEntry[]::new)));
    }

    private static MeterCatalogue of(String title, MeterCatalogueEntry[] meters) {
        return new MeterCatalogue(title, Stream.of(meters).map(MeterCatalogueEntry::spec).toList());
    }
}
