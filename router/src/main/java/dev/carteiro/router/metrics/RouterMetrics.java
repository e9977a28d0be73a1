package dev.carteiro.router.metrics;

import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.schemas.subscription.SubscriptionState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Records the router's metrics, which {@link RouterMeter} describes. Thread-safe. Counters include uncommitted work:
 * events of an aborted transaction are counted again when they are routed again.
 */
public final class RouterMetrics implements AutoCloseable {
    /** Configuration key under which Streams passes the metrics to its exception handlers. */
    public static final String CONFIG = "carteiro.router.metrics";

    private final MeterRegistry meters;
    private final Map<EventResult, Counter> events = new EnumMap<>(EventResult.class);
    private final Map<QuarantineReason, Counter> quarantined = new EnumMap<>(QuarantineReason.class);
    private final List<Gauge> gauges = new CopyOnWriteArrayList<>();
    private final Counter deliveries;
    private final Counter largeFanouts;
    private final Counter appliedInvalid;
    private final Counter threadsFailed;
    private final Timer matching;
    private final Timer fanout;

    public RouterMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (EventResult result : EventResult.values()) {
            events.put(result, RouterMeter.EVENTS.spec().counter(meters, result.label()));
        }
        for (QuarantineReason reason : QuarantineReason.values()) {
            quarantined.put(reason, RouterMeter.QUARANTINED.spec().counter(meters, reason.code()));
        }
        deliveries = RouterMeter.DELIVERIES.spec().counter(meters);
        largeFanouts = RouterMeter.LARGE_FANOUTS.spec().counter(meters);
        appliedInvalid = RouterMeter.APPLIED_INVALID.spec().counter(meters);
        threadsFailed = RouterMeter.THREADS_FAILED.spec().counter(meters);
        matching = RouterMeter.MATCHING.spec().timer(meters);
        fanout = RouterMeter.FANOUT.spec().timer(meters);
    }

    /** Registers gauges for the size of the index by state, until {@link #close}. */
    public void observeIndex(SubscriptionIndex index) {
        for (SubscriptionState state : SubscriptionState.values()) {
            gauges.add(RouterMeter.SUBSCRIPTIONS.spec().gauge(meters, () -> index.count(state), state.text()));
        }
        gauges.add(RouterMeter.SWITCHED_OFF.spec().gauge(meters, index::countSwitchedOff));
    }

    /** Removes the gauges from the registry, where they would otherwise show this index to a later router. */
    @Override
    public void close() {
        gauges.forEach(meters::remove);
        gauges.clear();
    }

    public void recordEvent(EventResult result) {
        counter(events, result).increment();
    }

    public void recordQuarantined(QuarantineReason reason) {
        counter(quarantined, reason).increment();
    }

    public void recordDeliveries(int count) {
        deliveries.increment(count);
    }

    public void recordLargeFanout() {
        largeFanouts.increment();
    }

    public void recordInvalidApplied() {
        appliedInvalid.increment();
    }

    public void recordThreadFailure() {
        threadsFailed.increment();
    }

    public Timer matching() {
        return matching;
    }

    /** @param sinceEvent time from the event's own timestamp to its match */
    public void recordFanoutTime(Duration sinceEvent) {
        fanout.record(sinceEvent);
    }

    private static <E extends Enum<E>> Counter counter(Map<E, Counter> counters, E key) {
        Counter counter = counters.get(key);
        if (counter == null) {
            throw new IllegalStateException(key + " has no counter");
        }
        return counter;
    }
}
