package dev.carteiro.router.metrics;

import dev.carteiro.runtime.meter.MeterCatalogueEntry;
import dev.carteiro.runtime.meter.MeterSpec;
import dev.carteiro.schemas.subscription.SubscriptionState;
import java.util.Arrays;

/** Catalogue of the router's meters. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // the lists in a MeterSpec are copies
public enum RouterMeter implements MeterCatalogueEntry {
    EVENTS(MeterSpec.counter("carteiro.router.events", "Events read, by result")
            .by("result", Arrays.stream(EventResult.values()).map(EventResult::label).toList())),
    DELIVERIES(MeterSpec.counter("carteiro.router.deliveries",
            "Deliveries written, one per event and matching subscription")),
    LARGE_FANOUTS(MeterSpec.counter("carteiro.router.large.fanouts",
            "Events whose deliveries do not fit into one transaction and are written in several")),
    QUARANTINED(MeterSpec.counter("carteiro.router.quarantined", "Records written to the quarantine topic")
            .by("reason", Arrays.stream(QuarantineReason.values()).map(QuarantineReason::code).toList())),
    MATCHING(MeterSpec.timer("carteiro.router.matching", "Time to find the subscriptions of one event",
            1, 2, 5, 10, 25, 50, 100, 250, 1_000)),
    FANOUT(MeterSpec.timer("carteiro.router.fanout",
            "Time from an event's own timestamp to its match; zero for an event dated in the future",
            5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000, 600_000, 3_600_000)),
    SUBSCRIPTIONS(MeterSpec.gauge("carteiro.router.subscriptions", null,
            "Subscriptions in force; every router has all of them")
            .by("state", Arrays.stream(SubscriptionState.values()).map(SubscriptionState::text).toList())),
    SWITCHED_OFF(MeterSpec.gauge("carteiro.router.switched.off", null,
            "Subscriptions that this router no longer matches, because their filters exceeded their step budget")),
    APPLIED_INVALID(MeterSpec.counter("carteiro.router.applied.invalid",
            "Records of the applied topic that are not subscriptions and were ignored")),
    THREADS_FAILED(MeterSpec.counter("carteiro.router.threads.failed",
            "Stream threads that failed; they are replaced unless the router stops"));

    private final MeterSpec spec;

    RouterMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
