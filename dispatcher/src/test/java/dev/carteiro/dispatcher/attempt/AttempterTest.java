package dev.carteiro.dispatcher.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.endpoint.Endpoint;
import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.send.Sender;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.dispatcher.verdict.DeliveryLifetime;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttempterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Queue<SubscriptionLookup> lookups = new ArrayDeque<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private SendResult answer = new StatusReceived(200, null, "");
    private long nanos;
    private final List<String> sent = new ArrayList<>();
    private final EndpointStatusTracker statusTracker = new EndpointStatusTracker(subscription -> null, Duration.ZERO);
    private final Endpoint<String> endpoint = new Endpoint<>(0);
    private final VerdictTable verdicts = new VerdictTable(
            new Jitter(new RetryWheel(RetryTiers.DEFAULT, TopicNames.DEFAULT), () -> 0L), Duration.ofHours(12));
    private final LaneClock clock = new LaneClock(() -> NOW, () -> nanos);
    private final Attempter attempter = new Attempter(
            new DeliveryGate((id, version) -> lookups.remove(), statusTracker),
            (subscription, delivery, attempt, at) -> {
                sent.add(subscription.targetUrl().toString());
                return answer;
            },
            verdicts, statusTracker,
            clock, new DispatcherMetrics(meters));

    @Test
    void checksTheSubscriptionAgainAfterWaitingForThePermit() throws Exception {
        SubscriptionLookup active = subscription("https://example.com/old", "active");
        lookups.add(active);
        lookups.add(subscription("https://example.com/new", "active"));
        assertThat(attempter.attempt(delivery(), endpoint)).isInstanceOf(Consequence.Delivered.class);
        assertThat(sent).containsExactly("https://example.com/new");

        lookups.add(active);
        lookups.add(subscription("https://example.com/new", "paused"));
        assertThat(attempter.attempt(delivery(), endpoint)).isInstanceOf(Consequence.Held.class);
        lookups.add(active);
        lookups.add(subscription("https://example.com/new", "disabled"));
        assertThat(attempter.attempt(delivery(), endpoint)).isInstanceOf(Consequence.Cancelled.class);
        lookups.add(active);
        lookups.add(subscription("https://example.com/new", "active\", \"tenant\": \"umbrella"));
        assertThat(attempter.attempt(delivery(), endpoint)).isInstanceOf(Consequence.Cancelled.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void anAttemptWithoutAFreeSocketIsPutOffAndNotCounted() throws Exception {
        Attempter full = new Attempter(
                new DeliveryGate((id, version) -> subscription("https://example.com/", "active"), statusTracker),
                (subscription, delivery, attempt, at) -> {
                    throw new OutOfSocketsException("seeded");
                }, verdicts, statusTracker, new LaneClock(() -> NOW, () -> 0), new DispatcherMetrics(meters));

        assertThat(full.attempt(delivery(), endpoint)).isInstanceOfSatisfying(Consequence.Moved.class, moved -> {
            assertThat(moved.delivery().progress().attempts()).isZero();
            assertThat(moved.due()).isEqualTo(NOW.plusSeconds(5));
        });
        assertThat(meters.get("carteiro.dispatcher.not.sent").counter().count()).isEqualTo(1);
    }

    /** Otherwise endpoints that hang would take every connection that becomes free, and healthy ones would get few. */
    @Test
    void theLastConnectionsAreLeftToEndpointsThatSucceed() throws Exception {
        Attempter busy = new Attempter(
                new DeliveryGate((id, version) -> subscription("https://example.com/", "active"), statusTracker),
                new BusySender(), verdicts, statusTracker, new LaneClock(() -> NOW, () -> 0),
                new DispatcherMetrics(meters));

        assertThat(busy.attempt(delivery(), endpoint)).as("no result yet").isInstanceOfSatisfying(
                Consequence.Moved.class, moved -> assertThat(moved.delivery().progress().attempts()).isZero());
        endpoint.attempted(true, Duration.ofMillis(5), 0);
        assertThat(busy.attempt(delivery(), endpoint)).as("healthy").isInstanceOf(Consequence.Delivered.class);
        endpoint.attempted(false, Duration.ofSeconds(5), 0);
        assertThat(busy.attempt(delivery(), endpoint)).as("failing").isInstanceOf(Consequence.Moved.class);
        assertThat(meters.get("carteiro.dispatcher.not.sent").counter().count()).isEqualTo(2);
    }

    /** However many connections the healthy endpoints have, a new or rarely used endpoint gets one. */
    @Test
    void onlyAttemptsAtEndpointsThatHaveNotJustSucceededAreLimited() throws Exception {
        List<Integer> asked = new ArrayList<>();
        Endpoint<String> healthy = new Endpoint<>(0);
        healthy.attempted(true, Duration.ofMillis(5), 0);
        Queue<Endpoint<String>> meanwhile = new ArrayDeque<>(List.of(new Endpoint<>(0), healthy, new Endpoint<>(0)));
        AtomicReference<Attempter> self = new AtomicReference<>();
        self.set(new Attempter(
                new DeliveryGate((id, version) -> subscription("https://example.com/", "active"), statusTracker),
                new Sender() {
                    @Override
                    public SendResult send(Subscription subscription, Delivery delivery, int attempt, Instant at) {
                        Endpoint<String> next = meanwhile.poll();
                        if (next != null) {
                            attempted(self, next);
                        }
                        return new StatusReceived(200, null, "");
                    }

                    @Override
                    public Optional<String> nearSocketLimit(int others) {
                        asked.add(others);
                        return Optional.empty();
                    }
                }, verdicts, statusTracker, new LaneClock(() -> NOW, () -> 0), new DispatcherMetrics(meters)));

        attempted(self, new Endpoint<>(0));
        attempted(self, new Endpoint<>(0));

        assertThat(asked).containsExactly(0, 1, 2, 0);
    }

    private static void attempted(AtomicReference<Attempter> attempter, Endpoint<String> endpoint) {
        try {
            Objects.requireNonNull(attempter.get()).attempt(delivery(), endpoint);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class BusySender implements Sender {
        @Override
        public SendResult send(Subscription subscription, Delivery delivery, int attempt, Instant at) {
            return new StatusReceived(200, null, "");
        }

        @Override
        public Optional<String> nearSocketLimit(int others) {
            return Optional.of("seeded");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "paused", "disabled"})
    void aTestIsSentInEveryStateOfTheSubscription(String state) throws Exception {
        lookups.add(subscription("https://example.com/", state));

        assertThat(attempter.attempt(test(), endpoint)).isInstanceOfSatisfying(Consequence.Tested.class, tested -> {
            assertThat(tested.attempt().outcome()).isEqualTo(AttemptOutcome.DELIVERED);
            assertThat(tested.attempt().attempt()).isEqualTo(1);
            assertThat(tested.attempt().subject().test()).isTrue();
        });
    }

    /** 410 would disable the endpoint, and every other failure would count against it. */
    @ParameterizedTest
    @ValueSource(ints = {410, 500, 429})
    void aFailedTestIsNotRetriedAndNotCounted(int status) throws Exception {
        answer = new StatusReceived(status, "60", "no");
        for (int i = 0; i < 20; i++) {
            lookups.add(subscription("https://example.com/", "active"));
            nanos = i * Duration.ofSeconds(10).toNanos();

            assertThat(attempter.attempt(test(), endpoint)).isInstanceOfSatisfying(Consequence.Tested.class, tested -> {
                assertThat(tested.attempt().outcome()).isEqualTo(AttemptOutcome.TEST_FAILED);
                assertThat(tested.attempt().status()).isEqualTo(status);
                assertThat(tested.attempt().response()).isEqualTo("no");
                assertThat(tested.attempt().nextAttempt()).isNull();
            });
        }

        assertThat(endpoint.look(NOW, 0).breaker()).isEqualTo(EndpointState.BreakerState.CLOSED);
        assertThat(endpoint.hasAnswered()).isFalse();
        assertThat(statusTracker.disabled("sub", 0)).isEmpty();
        assertThat(meters.find("carteiro.dispatcher.attempts").counters()).allMatch(counter -> counter.count() == 0);
    }

    /** It does not count as a success either: only a delivery's success closes the breaker. */
    @Test
    void aTestThatSucceedsEndsNoRunOfFailures() throws Exception {
        answer = new StatusReceived(500, null, "");
        lookups.add(subscription("https://example.com/", "active"));
        lookups.add(subscription("https://example.com/", "active"));
        attempter.attempt(delivery(), endpoint);
        answer = new StatusReceived(200, null, "");
        lookups.add(subscription("https://example.com/", "active"));
        attempter.attempt(test(), endpoint);

        assertThat(
                statusTracker.failed("sub", 0, false, NOW.plusSeconds(61), NOW.plusSeconds(61)).orElseThrow().status())
                .isEqualTo(new EndpointStatus.Failing(NOW, 0));
    }

    @Test
    void aTestForADeletedSubscriptionIsCancelled() throws Exception {
        lookups.add(new SubscriptionLookup.DeletedSubscription());

        assertThat(attempter.attempt(test(), endpoint)).isInstanceOf(Consequence.Cancelled.class);
    }

    @Test
    void aTestThatCouldNotBeMadeInTimeEndsWithoutARequest() throws Exception {
        lookups.add(subscription("https://example.com/", "active"));
        Delivery old = test(NOW.minus(DeliveryLifetime.TEST_LIFETIME).minusMillis(1));
        clock.broker().appended(NOW, 0);

        assertThat(attempter.attempt(old, endpoint)).isInstanceOfSatisfying(Consequence.Tested.class, tested -> {
            assertThat(tested.attempt().outcome()).isEqualTo(AttemptOutcome.TEST_FAILED);
            assertThat(tested.attempt().attempt()).isZero();
            assertThat(tested.attempt().detail()).isEqualTo("no attempt could be made within 5m");
        });
        assertThat(sent).isEmpty();
    }

    /**
     * No delivery is given up by the machine's clock alone: it is written again, and the commit returns a broker's time.
     */
    @Test
    void aDeliveryTooOldByOneClockOnlyWaits() throws Exception {
        Delivery old = delivery().matched(NOW.minus(Duration.ofDays(5)));
        lookups.add(subscription("https://example.com/", "active"));
        assertThat(attempter.attempt(old, endpoint)).as("no broker time is known")
                .isEqualTo(new Consequence.Moved(old, NOW.plusSeconds(5), Consequence.Moved.MoveReason.CLOCK));

        clock.broker().appended(NOW.minus(Duration.ofDays(4)), 0);
        lookups.add(subscription("https://example.com/", "active"));
        assertThat(attempter.attempt(old, endpoint)).as("the brokers disagree")
                .isEqualTo(new Consequence.Moved(old, NOW.plusSeconds(300), Consequence.Moved.MoveReason.CLOCK));

        nanos = Duration.ofHours(1).toNanos();
        clock.broker().appended(NOW.minusSeconds(2), 0);
        clock.broker().appended(NOW.minusSeconds(2), nanos);
        lookups.add(subscription("https://example.com/", "active"));
        assertThat(attempter.attempt(old, endpoint)).as("the brokers agree")
                .isInstanceOf(Consequence.DeadLettered.class);
        assertThat(sent).isEmpty();
    }

    private static Delivery test() {
        return test(NOW);
    }

    private static Delivery test(Instant askedAt) {
        return new Delivery("dlv_1", "sub", 0, "evt_1", "carteiro.test", "src", null, "2026-01-01T00:00:00Z",
                EventFormat.JSON, Map.of(), null, Map.of(), askedAt, DeliveryProgress.NONE,
                "{}".getBytes(StandardCharsets.UTF_8)).asTest();
    }

    private static SubscriptionLookup subscription(String url, String state) {
        String json = "{\"targetUrl\": \"" + url + "\", \"events\": [\"*\"], \"rateLimit\": \"1000/s\", \"state\": \""
                + state + "\"}";
        return switch (new SubscriptionReader(AllowedTargets.NONE).read("sub", json.getBytes(StandardCharsets.UTF_8))) {
            case SubscriptionReadResult.Valid(Subscription subscription) ->
                new SubscriptionLookup.FoundSubscription(subscription, 0);
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }

    private static Delivery delivery() {
        return new Delivery("dlv_1", "sub", 0, "evt_1", "a", "src", null, "2026-01-01T00:00:00Z", EventFormat.JSON,
                Map.of(), null, Map.of(), NOW, DeliveryProgress.NONE, "{}".getBytes(StandardCharsets.UTF_8));
    }
}
