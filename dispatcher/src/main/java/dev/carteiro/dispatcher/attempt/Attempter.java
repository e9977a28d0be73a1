package dev.carteiro.dispatcher.attempt;

import dev.carteiro.dispatcher.admission.AdmissionPolicy;
import dev.carteiro.dispatcher.endpoint.Endpoint;
import dev.carteiro.dispatcher.endpoint.Permit;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.send.Sender;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.Verdict;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.runtime.logging.RateLimitedLog;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Makes one attempt, on the calling virtual thread, and says what follows. Safe for any thread.
 *
 * <p>{@link #attempt} is the same steps that {@link #begin}, {@link #beginWithPermit} and {@link #finish} offer to a
 * caller that has no thread to block.
 */
public final class Attempter {
    private static final Logger LOG = LoggerFactory.getLogger(Attempter.class);

    private final AdmissionPolicy policy;
    private final DeliveryGate gate;
    private final Sender sender;
    private final EndpointStatusTracker standings;
    private final VerdictTable verdicts;
    private final LaneClock clock;
    private final DispatcherMetrics metrics;
    private final RateLimitedLog breakers;
    private final AtomicInteger doubtful = new AtomicInteger();
    private final RateLimitedWarning fewSockets = new RateLimitedWarning(
            "attempts wait until there are fewer connections");

    public Attempter(DeliveryGate gate, Sender sender, VerdictTable verdicts, EndpointStatusTracker standings,
            LaneClock clock,
            DispatcherMetrics metrics) {
        this(AdmissionPolicy.DEFAULT, gate, sender, verdicts, standings, clock, metrics);
    }

    public Attempter(AdmissionPolicy policy, DeliveryGate gate, Sender sender, VerdictTable verdicts,
            EndpointStatusTracker standings,
            LaneClock clock, DispatcherMetrics metrics) {
        this.policy = policy;
        this.gate = gate;
        this.sender = sender;
        this.verdicts = verdicts;
        this.standings = standings;
        this.clock = clock;
        this.metrics = metrics;
        breakers = new RateLimitedLog(LOG, Level.INFO, "breakers", clock::nanos);
    }

    /** Makes the attempt; blocks until it is over. */
    public Consequence attempt(Delivery delivery, Endpoint<?> endpoint) throws InterruptedException {
        return proceed(begin(delivery, endpoint), delivery, endpoint);
    }

    private Consequence proceed(AttemptStep step, Delivery delivery, Endpoint<?> endpoint)
            throws InterruptedException {
        return switch (step) {
            case AttemptStep.Known(Consequence consequence) -> consequence;
            case AttemptStep.AwaitPermit(Instant until) -> {
                clock.sleepUntil(until);
                yield proceed(beginWithPermit(delivery, endpoint), delivery, endpoint);
            }
            case AttemptStep.Send(PendingAttempt pending) -> finish(pending,
                    () -> sender.send(pending.subscription(), pending.attempted(), pending.number(),
                            pending.began()));
        };
    }

    /**
     * Decides how the attempt begins; never blocks.
     *
     * @return after {@link AttemptStep.AwaitPermit} {@link #beginWithPermit} follows, after {@link AttemptStep.Send}
     *     {@link #finish}
     */
    public AttemptStep begin(Delivery delivery, Endpoint<?> endpoint) {
        return begin(delivery, endpoint, false);
    }

    /** Decides again once the permit's time has come: the subscription may have been paused or deleted since. */
    public AttemptStep beginWithPermit(Delivery delivery, Endpoint<?> endpoint) {
        return begin(delivery, endpoint, true);
    }

    private AttemptStep begin(Delivery delivery, Endpoint<?> endpoint, boolean hasPermit) {
        Instant now = clock.now();
        return switch (gate.judge(delivery, now, clock)) {
            case GateResult.Proceed(Subscription subscription, long version) when delivery.test() -> {
                endpoint.testBegins();
                yield send(delivery, subscription, version, endpoint, false);
            }
            case GateResult.Proceed(Subscription subscription, long version) -> {
                RateLimit limit = subscription.rateLimit();
                yield hasPermit || limit == null
                        ? connect(delivery, subscription, version, endpoint)
                        : whenPermitted(delivery, endpoint, endpoint.takePermit(limit, now));
            }
            case GateResult.Stop(Consequence consequence) -> known(consequence);
            case GateResult.Hold(Consequence consequence) -> known(consequence);
            case GateResult.AwaitVersion() -> known(again(delivery, Consequence.Moved.MoveReason.UNKNOWN_SUBSCRIPTION));
        };
    }

    private AttemptStep whenPermitted(Delivery delivery, Endpoint<?> endpoint, Permit permit) {
        return switch (permit) {
            case Permit.Deferred(Instant due) ->
                known(new Consequence.Moved(delivery, due, Consequence.Moved.MoveReason.RATE_LIMITED));
            case Permit.At(Instant time) -> time.isAfter(clock.now())
                    ? new AttemptStep.AwaitPermit(time)
                    : begin(delivery, endpoint, true);
        };
    }

    /** Builds the consequence of an attempt that failed by a fault of this process: the delivery comes back soon. */
    public Consequence failedHere(Delivery delivery) {
        return again(delivery, Consequence.Moved.MoveReason.INTERNAL_ERROR);
    }

    private Consequence again(Delivery delivery, Consequence.Moved.MoveReason why) {
        return new Consequence.Moved(delivery, policy.afterShortage(clock.now()), why);
    }

    /** The last connections are for endpoints that have just succeeded. */
    private AttemptStep connect(Delivery delivery, Subscription subscription, long version, Endpoint<?> endpoint) {
        if (endpoint.isSucceeding(clock.nanos())) {
            return send(delivery, subscription, version, endpoint, false);
        }
        Optional<String> shortage = sender.nearSocketLimit(doubtful.getAndIncrement());
        if (shortage.isPresent()) {
            doubtful.decrementAndGet();
            return known(withoutConnection(delivery, shortage.get()));
        }
        return send(delivery, subscription, version, endpoint, true);
    }

    private AttemptStep send(Delivery delivery, Subscription subscription, long version, Endpoint<?> endpoint,
            boolean isDoubtful) {
        Instant began = clock.now();
        return new AttemptStep.Send(new PendingAttempt(delivery, delivery.with(delivery.progress().attempted(began)),
                subscription, version, endpoint, began, clock.nanos(), isDoubtful));
    }

    /** Makes one request; blocks, or returns the response of a request that is over. */
    @FunctionalInterface
    public interface Exchange {
        SendResult perform() throws OutOfSocketsException;
    }

    /** Performs the exchange and says what follows from it. Called exactly once for each {@link AttemptStep.Send}. */
    public Consequence finish(PendingAttempt pending, Exchange exchange) {
        try {
            SendResult answer = exchange.perform();
            CompletedAttempt sent = new CompletedAttempt(pending.attempted(), answer, pending.began(),
                    Duration.ofNanos(clock.nanos() - pending.beganNanos()));
            Verdict verdict = verdicts.judge(answer, pending.subscription(), sent.attempted(), sent.ended(),
                    clock.agreed());
            return pending.isTest() ? Consequences.tested(sent, verdict) : judged(pending, sent, verdict);
        } catch (OutOfSocketsException e) {
            return withoutConnection(pending.delivery(), e.getMessage());
        } finally {
            if (pending.isTest()) {
                pending.endpoint().testEnded(clock.nanos());
            }
            if (pending.isDoubtful()) {
                doubtful.decrementAndGet();
            }
        }
    }

    private Consequence judged(PendingAttempt pending, CompletedAttempt sent, Verdict verdict) {
        String subscription = pending.subscription().id();
        boolean success = verdict instanceof Verdict.Delivered;
        if (pending.endpoint().attempted(success, sent.took(), clock.nanos())) {
            breakers.write("endpoint of subscription " + subscription
                    + (success ? " answers again" : " does nothing but fail and gets only probes for now"),
                    Map.of("subscription", subscription, "breaker", success ? "closed" : "open"));
        }
        metrics.attempted(sent.answer(), verdict, pending.delivery(), sent.took(), sent.ended());
        Consequence consequence = Consequences.of(sent, verdict);
        return change(subscription, pending.version(), verdict, sent.ended())
                .<Consequence>map(
                        change -> new Consequence.WithStatusChange(consequence, subscription, change.status()))
                .orElse(consequence);
    }

    private Consequence withoutConnection(Delivery delivery, @Nullable String why) {
        metrics.notSent();
        fewSockets.say(clock.nanos(), why);
        return again(delivery, Consequence.Moved.MoveReason.NO_CONNECTION);
    }

    private static AttemptStep known(Consequence consequence) {
        return new AttemptStep.Known(consequence);
    }

    private Optional<EndpointStatusTracker.StatusUpdate> change(String subscription, long version, Verdict verdict,
            Instant ended) {
        return switch (verdict) {
            case Verdict.Delivered() -> standings.succeeded(subscription, version);
            case Verdict.Retry retry -> standings.failed(subscription, version, false, ended, clock.agreed());
            case Verdict.Dead(DeadLetterReason reason) ->
                standings.failed(subscription, version, reason == DeadLetterReason.GONE, ended, clock.agreed());
        };
    }
}
