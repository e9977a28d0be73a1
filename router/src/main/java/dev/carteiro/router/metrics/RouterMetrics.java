package dev.carteiro.router.metrics;

import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.schemas.subscription.SubscriptionState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The router's meters; Prometheus writes their names with underscores and the unit. Safe for any thread. Counters run
 * ahead of what is committed: an aborted transaction's events are counted again when they are routed again.
 *
 * <pre>
 * carteiro_router_events_total{result}         matched | unmatched | quarantined
 * carteiro_router_deliveries_total             delivery records written
 * carteiro_router_quarantined_total{reason}    {@link QuarantineReason}
 * carteiro_router_matching_seconds             finding the subscriptions of one event
 * carteiro_router_subscriptions{state}         active | paused | disabled
 * carteiro_router_applied_invalid_total        unreadable records in the applied topic, ignored
 * </pre>
 */
public final class RouterMetrics implements AutoCloseable {
    public static final String EVENTS = "carteiro.router.events";
    public static final String DELIVERIES = "carteiro.router.deliveries";
    public static final String QUARANTINED = "carteiro.router.quarantined";
    public static final String MATCHING = "carteiro.router.matching";
    public static final String SUBSCRIPTIONS = "carteiro.router.subscriptions";
    public static final String APPLIED_INVALID = "carteiro.router.applied.invalid";

    private final MeterRegistry meters;
    private final Map<EventResult, Counter> events = new EnumMap<>(EventResult.class);
    private final Map<QuarantineReason, Counter> quarantined = new EnumMap<>(QuarantineReason.class);
    private final List<Gauge> gauges = new CopyOnWriteArrayList<>();
    private final Counter deliveries;
    private final Counter appliedInvalid;
    private final Timer matching;

    /** What became of an event. */
    public enum EventResult {
        MATCHED("matched"), UNMATCHED("unmatched"), QUARANTINED("quarantined");

        private final String label;

        EventResult(String label) {
            this.label = label;
        }
    }

    public RouterMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (EventResult result : EventResult.values()) {
            events.put(result, Counter.builder(EVENTS).description("Events read, by what became of them")
                    .tag("result", result.label).register(meters));
        }
        for (QuarantineReason reason : QuarantineReason.values()) {
            quarantined.put(reason, Counter.builder(QUARANTINED).description("Records written to the quarantine topic")
                    .tag("reason", reason.code()).register(meters));
        }
        deliveries = Counter.builder(DELIVERIES).description("Deliveries written, one for each event and subscription")
                .register(meters);
        appliedInvalid = Counter.builder(APPLIED_INVALID)
                .description("Records of the applied topic that are no subscription and were ignored").register(meters);
        matching = Timer.builder(MATCHING).description("Time to find the subscriptions of one event").register(meters);
    }

    /** Shows the index's size by state, until closed. */
    public void observe(SubscriptionIndex index) {
        for (SubscriptionState state : SubscriptionState.values()) {
            gauges.add(Gauge.builder(SUBSCRIPTIONS, index, observed -> observed.count(state))
                    .description("Subscriptions in force, by state").tag("state", state.text()).register(meters));
        }
    }

    /** Takes the gauges out of the registry, where they would keep showing this index to a router that comes later. */
    @Override
    public void close() {
        gauges.forEach(meters::remove);
        gauges.clear();
    }

    public void event(EventResult result) {
        counter(events, result).increment();
    }

    public void quarantined(QuarantineReason reason) {
        counter(quarantined, reason).increment();
    }

    public void deliveries(int count) {
        deliveries.increment(count);
    }

    public void appliedInvalid() {
        appliedInvalid.increment();
    }

    public Timer matching() {
        return matching;
    }

    private static <E extends Enum<E>> Counter counter(Map<E, Counter> counters, E key) {
        Counter counter = counters.get(key);
        if (counter == null) {
            throw new IllegalStateException(key + " has no counter");
        }
        return counter;
    }
}
