package dev.carteiro.runtime.monitor;

import dev.carteiro.runtime.meter.MeterCatalogueEntry;
import dev.carteiro.runtime.meter.MeterSpec;

/** The meters of readiness and activity. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // the lists in a MeterSpec are copies
public enum MonitorMeter implements MeterCatalogueEntry {
    READY(MeterSpec.gauge("carteiro.ready", null, "1 if the part is ready, 0 if not; as /health/ready says")
            .by("part", "router, dispatcher, api: what runs in the process; kafka, topics: what it needs")),
    BUSY_SECONDS(MeterSpec.gauge("carteiro.busy.seconds", "seconds",
            "Longest time for which a thread of the part has been working on the same record or round; beyond 30 the part is"
                    + " not ready")
            .by("part", "router, dispatcher, api"));

    private final MeterSpec spec;

    MonitorMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
