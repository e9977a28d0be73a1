package dev.carteiro.cli.metrics;

import dev.carteiro.runtime.meter.MeterCatalogueEntry;
import dev.carteiro.runtime.meter.MeterSpec;
import java.util.List;

/** What a process as a whole shows. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // the lists in a MeterSpec are copies
public enum ProcessMeter implements MeterCatalogueEntry {
    RUNNING(MeterSpec.gauge("carteiro.running", null, "Always 1; its labels say what runs")
            .by("role", List.of("up", "router", "dispatcher", "api")).by("version", "this software's version")),
    DISK_FREE(MeterSpec.gauge("carteiro.disk.free.bytes", "bytes",
            "Room left on the disk that holds the embedded node's data; of carteiro up only")),
    DISK_TOTAL(MeterSpec.gauge("carteiro.disk.total.bytes", "bytes",
            "Size of the disk that holds the embedded node's data; of carteiro up only"));

    private final MeterSpec spec;

    ProcessMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
