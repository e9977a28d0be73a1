package dev.carteiro.dispatcher.attempt;

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
import dev.carteiro.schemas.endpoint.EndpointStatus.Disabled;
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

/** Makes one attempt on the calling virtual thread and returns its consequence. Safe for any thread. */
public final class Attempter {
    private static final Logger LOG = LoggerFactory.getLogger(Attempter.class);
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private final DeliveryGate gate;
    private final Sender sender;
    private final EndpointStatusTracker standings;
    private final VerdictTable verdicts;
    private final LaneClock clock;
    private final DispatcherMetrics metrics;
    private final RateLimitedLog breakers;
    private final AtomicInteger doubtful = new AtomicInteger();
    private final RateLimitedWarning fewSockets = new RateLimitedWarning("attempts wait until there are fewer connections");

    public Attempter(DeliveryGate gate, Sender sender, VerdictTable verdicts, EndpointStatusTracker standings, LaneClock clock,
            DispatcherMetrics metrics) {
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
        return attempt(delivery, endpoint, false);
    }

    private Consequence attempt(Delivery delivery, Endpoint<?> endpoint, boolean hasPermit)
            throws InterruptedException {
        Instant now = clock.now();
        return switch (gate.check(delivery, now, clock.agreed())) {
            case Decision.Send(Subscription subscription, long version) when delivery.test() ->
                test(delivery, subscription, endpoint);
            case Decision.Send(Subscription subscription, long version) -> {
                RateLimit limit = subscription.rateLimit();
                yield hasPermit || limit == null
                        ? send(delivery, subscription, version, endpoint)
                        : whenPermitted(delivery, endpoint, endpoint.takePermit(limit, now));
            }
            case Decision.Cancel(String why) -> Consequences.cancelled(delivery, why, now);
            case Decision.EndpointDisabled(Disabled status) -> Consequences.refused(delivery, status, now);
            case Decision.Hold() -> Consequences.held(delivery, clock.cautious());
            case Decision.Expire(String detail) -> Consequences.expired(delivery, detail, now);
            case Decision.ClockDisagreement() -> Consequences.doubted(delivery, clock);
            case Decision.VersionNotRead() -> again(delivery);
        };
    }

    private Consequence whenPermitted(Delivery delivery, Endpoint<?> endpoint, Permit permit)
            throws InterruptedException {
        return switch (permit) {
            case Permit.Deferred(Instant due) ->
                new Consequence.Moved(delivery, due, Consequence.Moved.MoveReason.DEFERRED);
            case Permit.At(Instant time) -> {
                clock.sleepUntil(time);
                // Meanwhile the subscription may have been paused or deleted.
                yield attempt(delivery, endpoint, true);
            }
        };
    }

    /** Returns a deferral of five seconds, for when this process could not make the attempt. */
    public Consequence again(Delivery delivery) {
        return new Consequence.Moved(delivery, clock.now().plus(MOMENT), Consequence.Moved.MoveReason.DEFERRED);
    }

    private Consequence send(Delivery delivery, Subscription subscription, long version, Endpoint<?> endpoint) {
        if (endpoint.isSucceeding(clock.nanos())) {
            return sendNow(delivery, subscription, version, endpoint);
        }
        int others = doubtful.getAndIncrement();
        try {
            Optional<String> crowded = sender.crowded(others);
            if (crowded.isPresent()) {
                noRoom(crowded.get());
                return again(delivery);
            }
            return sendNow(delivery, subscription, version, endpoint);
        } finally {
            doubtful.decrementAndGet();
        }
    }

    private Consequence sendNow(Delivery delivery, Subscription subscription, long version, Endpoint<?> endpoint) {
        CompletedAttempt sent = request(delivery, subscription);
        if (sent == null) {
            return again(delivery);
        }
        Verdict verdict = verdicts.judge(sent.answer(), subscription, sent.attempted(), sent.ended(),
                clock.agreed());
        boolean success = verdict instanceof Verdict.Delivered;
        if (endpoint.attempted(success, sent.took(), clock.nanos())) {
            breakers.write("endpoint of subscription " + subscription.id()
                    + (success ? " answers again" : " does nothing but fail and gets only probes for now"),
                    Map.of("subscription", subscription.id(), "breaker", success ? "closed" : "open"));
        }
        metrics.attempted(sent.answer(), verdict, delivery, sent.took(), sent.ended());
        Consequence consequence = Consequences.of(sent, verdict);
        return change(subscription.id(), version, verdict, sent.ended())
                .<Consequence>map(change -> new Consequence.WithStatusChange(consequence, subscription.id(), change.status()))
                .orElse(consequence);
    }

    /** Sends a test delivery. Its result changes neither the circuit breaker nor the endpoint's status or pace. */
    private Consequence test(Delivery delivery, Subscription subscription, Endpoint<?> endpoint) {
        endpoint.testBegins();
        try {
            CompletedAttempt sent = request(delivery, subscription);
            return sent == null
                    ? again(delivery)
                    : Consequences.tested(sent,
                            verdicts.judge(sent.answer(), subscription, sent.attempted(), sent.ended(),
                                    clock.agreed()));
        } finally {
            endpoint.testEnded(clock.nanos());
        }
    }

    /** @return {@code null} if this process could not open a socket */
    private @Nullable CompletedAttempt request(Delivery delivery, Subscription subscription) {
        Instant began = clock.now();
        long beganNanos = clock.nanos();
        Delivery attempted = delivery.with(delivery.progress().attempted(began));
        try {
            SendResult answer = sender.send(subscription, attempted, attempted.progress().attempts(), began);
            return new CompletedAttempt(attempted, answer, began, Duration.ofNanos(clock.nanos() - beganNanos));
        } catch (OutOfSocketsException e) {
            noRoom(e.getMessage());
            return null;
        }
    }

    private void noRoom(@Nullable String why) {
        metrics.notSent();
        fewSockets.say(clock.nanos(), why);
    }

    private Optional<EndpointStatusTracker.StatusUpdate> change(String subscription, long version, Verdict verdict, Instant ended) {
        return switch (verdict) {
            case Verdict.Delivered() -> standings.succeeded(subscription, version);
            case Verdict.Retry retry -> standings.failed(subscription, version, false, ended, clock.agreed());
            case Verdict.Dead(DeadLetterReason reason) ->
                standings.failed(subscription, version, reason == DeadLetterReason.GONE, ended, clock.agreed());
        };
    }
}
