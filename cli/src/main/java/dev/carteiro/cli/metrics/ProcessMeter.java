package dev.carteiro.cli.metrics;

import dev.carteiro.runtime.meter.MeterCatalogueEntry;
import dev.carteiro.runtime.meter.MeterSpec;
import java.util.List;

/** The meters of a process as a whole. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // the lists in a MeterSpec are copies
public enum ProcessMeter implements MeterCatalogueEntry {
    RUNNING(MeterSpec.gauge("carteiro.running", null, "Always 1; the labels name the role and the version")
            .by("role", List.of("up", "router", "dispatcher", "api")).by("version", "this software's version")),
    DISK_FREE(MeterSpec.gauge("carteiro.disk.free.bytes", "bytes",
            "Free space on the disk of the embedded node's data; only in carteiro up")),
    DISK_TOTAL(MeterSpec.gauge("carteiro.disk.total.bytes", "bytes",
            "Size of the disk of the embedded node's data; only in carteiro up"));

    private final MeterSpec spec;

    ProcessMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
