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
 * Counts what the API does. Safe for any thread.
 *
 * <p>A timer has a dozen series, so those of failures are made when there is the first one.
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

    /** For parts that have a catalogue of their own. */
    public MeterRegistry registry() {
        return meters;
    }

    /** A route that there is, so that its success counts from zero. */
    public void expect(String route, String method) {
        requests.computeIfAbsent(new RequestLabels(route, method, STATUSES.getFirst()), this::timer);
    }

    public void answered(String route, String method, int status, Duration time) {
        requests.computeIfAbsent(new RequestLabels(route, method, status(status)), this::timer).record(time);
    }

    public void failed(ErrorCode code) {
        Counter counter = errors.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    /** @param subscriptions asked at each scrape */
    public void show(IntSupplier subscriptions) {
        ApiMeter.SUBSCRIPTIONS.spec().gauge(meters, subscriptions::getAsInt);
    }

    /** @param work for documents, in bytes; asked at each scrape, as {@code bodies} is */
    public void showMemory(LongSupplier work, LongSupplier bodies) {
        ApiMeter.REQUEST_MEMORY.spec().gauge(meters, work::getAsLong, "work");
        ApiMeter.REQUEST_MEMORY.spec().gauge(meters, bodies::getAsLong, "bodies");
    }

    private Timer timer(RequestLabels answered) {
        return ApiMeter.REQUEST.spec().timer(meters, answered.route(), answered.method(), answered.status());
    }

    private static String status(int status) {
        return status >= 500 ? "5xx" : status >= 400 ? "4xx" : "2xx";
    }
}
