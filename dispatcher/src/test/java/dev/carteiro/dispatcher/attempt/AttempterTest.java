package dev.carteiro.dispatcher.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.endpoint.Endpoint;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.standing.Standings;
import dev.carteiro.dispatcher.verdict.Answer.Answered;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.runtime.subscriptions.Lookup;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.Progress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReading;
import dev.carteiro.schemas.target.AllowedTargets;
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
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AttempterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Queue<Lookup> lookups = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final Standings standings = new Standings(subscription -> null, Duration.ZERO);
    private final Endpoint<String> endpoint = new Endpoint<>(0);
    private final VerdictTable verdicts = new VerdictTable(
            new Jitter(new RetryWheel(RetryTiers.DEFAULT, TopicNames.DEFAULT), () -> 0L), Duration.ofHours(12));
    private final Attempter attempter = new Attempter(new Gate((id, version) -> lookups.remove(), standings),
            (subscription, delivery, attempt, at) -> {
                sent.add(subscription.targetUrl().toString());
                return new Answered(200, null, "");
            },
            verdicts, standings,
            new LaneClock(() -> NOW, () -> 0), new DispatcherMetrics(new SimpleMeterRegistry()));

    @Test
    void looksAgainAtTheSubscriptionAfterWaitingForThePermit() throws Exception {
        Lookup active = subscription("https://example.com/old", "active");
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
        assertThat(sent).hasSize(1);
    }

    @Test
    void anAttemptThatThisProcessHasNoRoomForIsPutOffAndNotCounted() throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        Attempter full = new Attempter(
                new Gate((id, version) -> subscription("https://example.com/", "active"), standings),
                (subscription, delivery, attempt, at) -> {
                    throw new OutOfSocketsException("seeded");
                }, verdicts, standings, new LaneClock(() -> NOW, () -> 0), new DispatcherMetrics(meters));

        assertThat(full.attempt(delivery(), endpoint)).isInstanceOfSatisfying(Consequence.Moved.class, moved -> {
            assertThat(moved.delivery().progress().attempts()).isZero();
            assertThat(moved.due()).isEqualTo(NOW.plusSeconds(5));
        });
        assertThat(meters.get("carteiro.dispatcher.not.sent").counter().count()).isEqualTo(1);
    }

    private static Lookup subscription(String url, String state) {
        String json = "{\"targetUrl\": \"" + url + "\", \"events\": [\"*\"], \"rateLimit\": \"1000/s\", \"state\": \""
                + state + "\"}";
        return switch (new SubscriptionReader(AllowedTargets.NONE).read("sub", json.getBytes(StandardCharsets.UTF_8))) {
            case SubscriptionReading.Valid(Subscription subscription) -> new Lookup.Found(subscription, 0);
            case SubscriptionReading.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }

    private static Delivery delivery() {
        return new Delivery("dlv_1", "sub", 0, "evt_1", "a", "src", null, "2026-01-01T00:00:00Z", EventFormat.JSON,
                Map.of(), null, Map.of(), NOW, Progress.NONE, "{}".getBytes(StandardCharsets.UTF_8));
    }
}
