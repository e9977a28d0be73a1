package dev.carteiro.api.metrics;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.runtime.meter.MeterCatalogueEntry;
import dev.carteiro.runtime.meter.MeterSpec;
import java.util.Arrays;
import java.util.List;

/** The API's catalogue of meters. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // the lists in a MeterSpec are copies
public enum ApiMeter implements MeterCatalogueEntry {
    REQUEST(MeterSpec.timer("carteiro.api.request",
            "Time of one request to a route, from its headers to its response; HEAD counts as GET",
            5, 10, 50, 250, 1_000, 5_000, 15_000)
            .by("route", "the paths of the OpenAPI document, for example /subscriptions/{id}")
            .by("method", List.of("GET", "POST", "PATCH", "DELETE")).by("status", ApiMetrics.STATUSES)),
    ERRORS(MeterSpec.counter("carteiro.api.errors", "Failed requests by the code of their first error")
            .by("code", Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList())),
    SUBSCRIPTIONS(MeterSpec.gauge("carteiro.api.subscriptions", null,
            "Existing subscriptions, in force or not; every API instance knows all of them")),
    REQUEST_MEMORY(MeterSpec.gauge("carteiro.api.request.memory", "bytes",
            "Memory reserved by requests in progress; work has an eighth of the heap, bodies a sixteenth")
            .by("part", List.of("work", "bodies")));

    private final MeterSpec spec;

    ApiMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
