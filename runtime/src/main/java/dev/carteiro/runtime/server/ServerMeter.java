package dev.carteiro.runtime.server;

import dev.carteiro.runtime.meter.MeterCatalogueEntry;
import dev.carteiro.runtime.meter.MeterSpec;
import java.util.Arrays;
import java.util.List;

/** The meters of a process's HTTP servers. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // the lists in a MeterSpec are copies
public enum ServerMeter implements MeterCatalogueEntry {
    CONNECTIONS(MeterSpec.gauge("carteiro.server.connections", "connections", "Connections of clients that are open")
            .by("server", servers())),
    CLOSED(MeterSpec.counter("carteiro.server.connections.closed",
            "Connections of clients that the server closed to bound what they cost: one address, or all together, had too many,"
                    + " or a request took too long to arrive or its response to be read")
            .by("server", servers())
            .by("why", Arrays.stream(CloseReason.values()).map(CloseReason::label).toList()));

    private final MeterSpec spec;

    ServerMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }

    /** The REST API, and the server for metrics and health. */
    private static List<String> servers() {
        return List.of("api", "monitor");
    }
}
