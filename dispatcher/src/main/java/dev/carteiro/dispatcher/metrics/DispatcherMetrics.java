package dev.carteiro.dispatcher.metrics;

import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.verdict.Answer;
import dev.carteiro.dispatcher.verdict.Verdict;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every meter of the dispatcher: name, unit, help and labels. Labels are bounded by construction: verdicts, status
 * classes and reasons, never a subscription or a URL. Safe for any thread.
 */
public final class DispatcherMetrics {
    private final MeterRegistry meters;
    private final Timer attemptTime;
    private final Timer deliveryTime;
    private final Timer commitTime;
    private final Counter notSent;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger inMemory = new AtomicInteger();
    private final Map<String, Integer> brokenByLane = new ConcurrentHashMap<>();

    public DispatcherMetrics(MeterRegistry meters) {
        this.meters = meters;
        attemptTime = Timer.builder("carteiro.dispatcher.attempt")
                .description("Time of one attempt, from the first look at the target to the end of the answer")
                .serviceLevelObjectives(millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000))
                .register(meters);
        deliveryTime = Timer.builder("carteiro.dispatcher.delivery")
                .description("Time from the router's match to the acknowledged request")
                .serviceLevelObjectives(millis(25, 50, 100, 250, 500, 1_000, 5_000, 30_000, 300_000, 3_600_000))
                .register(meters);
        commitTime = Timer.builder("carteiro.dispatcher.commit").description("Time of one commit transaction")
                .register(meters);
        notSent = Counter.builder("carteiro.dispatcher.not.sent").tag("why", "open-files")
                .description("Attempts put off, uncounted, because this process had no room for another connection")
                .register(meters);
        Gauge.builder("carteiro.dispatcher.in.flight", inFlight, AtomicInteger::get)
                .description("Requests in flight").register(meters);
        Gauge.builder("carteiro.dispatcher.in.memory", inMemory, AtomicInteger::get)
                .description("Deliveries in memory: in flight, queued, or waiting for the next commit")
                .register(meters);
        Gauge.builder("carteiro.dispatcher.breakers.open", brokenByLane,
                lanes -> lanes.values().stream().mapToInt(Integer::intValue).sum())
                .description("Endpoints whose circuit breaker is open: nothing but probes is sent").register(meters);
    }

    /** @param endpoints of the lane whose breakers are open */
    public void broken(String lane, int endpoints) {
        brokenByLane.put(lane, endpoints);
    }

    /**
     * @param took of the attempt
     * @param sinceMatch age of the delivery at the attempt's end
     */
    public void attempted(Answer answer, Verdict verdict, Duration took, Duration sinceMatch) {
        attemptTime.record(took);
        if (verdict instanceof Verdict.Delivered) {
            deliveryTime.record(sinceMatch);
        }
        Counter.builder("carteiro.dispatcher.attempts").description("Attempts by what came of them")
                .tag("verdict", verdict(verdict)).tag("answer", answer(answer)).register(meters).increment();
    }

    /** There was no room for a connection. */
    public void notSent() {
        notSent.increment();
    }

    /** A consequence has been committed. */
    public void committed(Consequence consequence) {
        switch (consequence) {
            case Consequence.Buried buried -> count("carteiro.dispatcher.dead.letters", "Deliveries given up", "reason",
                    buried.letter().reason().code());
            case Consequence.Moved moved -> count("carteiro.dispatcher.moves",
                    "Deliveries moved to a retry topic without an attempt", "why", moved.why().code());
            case Consequence.Held held -> count("carteiro.dispatcher.held",
                    "Deliveries moved to the held topic", "why", "paused");
            case Consequence.Quarantined quarantined -> count("carteiro.dispatcher.quarantined",
                    "Records on the delivery side that are no deliveries", "reason", "invalid-delivery");
            case Consequence.Cancelled cancelled -> count("carteiro.dispatcher.cancelled",
                    "Deliveries dropped for a deleted or disabled subscription", "why", "unwanted");
            case Consequence.Tested tested -> count("carteiro.dispatcher.tests",
                    "Test deliveries, which no other meter counts, by what came of them", "outcome",
                    tested.attempt().outcome().code());
            case Consequence.Noted(Consequence attempted, String subscription, EndpointStatus status) -> {
                committed(attempted);
                if (status instanceof EndpointStatus.Disabled disabled) {
                    count("carteiro.dispatcher.endpoints.disabled", "Endpoints disabled by the system", "reason",
                            disabled.reason().code());
                }
            }
            case Consequence.Delivered delivered -> {
            }
            case Consequence.Retried retried -> {
            }
        }
    }

    /** @param why {@code released} or {@code redriven} */
    public void reemitted(String why, int count) {
        Counter.builder("carteiro.dispatcher.reemitted").description("Records sent to deliveries again by scans")
                .tag("why", why).register(meters).increment(count);
    }

    public void committed(Duration took) {
        commitTime.record(took);
    }

    /** @param kind {@code aborted} or {@code in-doubt} */
    public void transactionFailed(String kind) {
        count("carteiro.dispatcher.transaction.failures", "Commits that did not go through at once", "kind", kind);
    }

    public AtomicInteger inFlight() {
        return inFlight;
    }

    public AtomicInteger inMemory() {
        return inMemory;
    }

    private void count(String name, String help, String label, String value) {
        Counter.builder(name).description(help).tag(label, value).register(meters).increment();
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered delivered -> "delivered";
            case Verdict.Retry retry -> "retry";
            case Verdict.Dead dead -> "dead";
        };
    }

    private static String answer(Answer answer) {
        return switch (answer) {
            case Answer.Answered answered -> answered.status() >= 100 && answered.status() < 600
                    ? answered.status() / 100 + "xx"
                    : "other";
            case Answer.Failed failed -> failed.failure().code();
        };
    }

    private static Duration[] millis(long... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofMillis(bounds[i]);
        }
        return durations;
    }
}
