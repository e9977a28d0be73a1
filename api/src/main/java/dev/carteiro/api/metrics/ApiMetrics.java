package dev.carteiro.api.metrics;

import dev.carteiro.api.jsonapi.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Records requests and errors of the API. Safe for any thread.
 *
 * <p>A timer has a dozen series. Therefore the timers of failures are created with the first failure.
 */
public final class ApiMetrics {
    static final List<String> STATUSES = List.of("2xx", "4xx", "5xx");

    private final MeterRegistry meters;
    private final Map<RequestLabels, Timer> requests = new ConcurrentHashMap<>();
    private final Map<ErrorCode, Counter> errors = new EnumMap<>(ErrorCode.class);

    private record RequestLabels(String route, String method, String status) {
    }

    public ApiMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(code, ApiMeter.ERRORS.spec().counter(meters, code.code()));
        }
    }

    /** Returns the registry, for parts with a catalogue of their own. */
    public MeterRegistry registry() {
        return meters;
    }

    /** Registers a route, so that its successes count from zero. */
    public void registerRoute(String route, String method) {
        requests.computeIfAbsent(new RequestLabels(route, method, STATUSES.getFirst()), this::timer);
    }

    public void recordResponse(String route, String method, int status, Duration time) {
        requests.computeIfAbsent(new RequestLabels(route, method, status(status)), this::timer).record(time);
    }

    public void countError(ErrorCode code) {
        Counter counter = errors.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    /**
     * Registers the gauge of subscriptions.
     *
     * @param subscriptions is read at each scrape
     */
    public void showSubscriptions(IntSupplier subscriptions) {
        ApiMeter.SUBSCRIPTIONS.spec().gauge(meters, subscriptions::getAsInt);
    }

    /**
     * Registers the gauges of memory.
     *
     * @param work bytes reserved for documents; is read at each scrape, as {@code bodies} is
     */
    public void showMemory(LongSupplier work, LongSupplier bodies) {
        ApiMeter.REQUEST_MEMORY.spec().gauge(meters, work::getAsLong, "work");
        ApiMeter.REQUEST_MEMORY.spec().gauge(meters, bodies::getAsLong, "bodies");
    }

    private Timer timer(RequestLabels labels) {
        return ApiMeter.REQUEST.spec().timer(meters, labels.route(), labels.method(), labels.status());
    }

    private static String status(int status) {
        return status >= 500 ? "5xx" : status >= 400 ? "4xx" : "2xx";
    }
}
