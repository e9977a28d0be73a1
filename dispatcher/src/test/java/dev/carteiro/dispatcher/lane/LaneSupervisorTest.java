package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.DeliveryGate;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Outbox;
import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.scan.FakeJobs;
import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneSupervisorTest {
    private static final TopicPartition PARTITION = new TopicPartition(TopicNames.DEFAULT.deliveries(), 0);

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();

    @Test
    void aRejectedLaneIsReplacedUnlessThatRecurs() {
        Throwable end = runUntilFatal(new FencedInstanceIdException("seeded"));

        assertThat(started).as("the first, and three more").hasValue(4);
        assertThat(end).isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "another dispatcher has joined the group as lane: give each dispatcher its own --instance-id");
    }

    @Test
    void aForgottenGroupIsJoinedAgainUnlessThatRecurs() {
        KafkaException failure = new GroupIdNotFoundException("seeded");

        assertThat(runUntilFatal(failure)).isSameAs(failure);
        assertThat(started).hasValue(4);
    }

    /** A coordinator that has just started may respond before it has read the offsets of its groups. */
    @Test
    void aGroupWithoutOffsetsIsReadAgainUnlessThatRecurs() {
        assertThat(runUntilFatal(new NoOffsetForPartitionException(PARTITION))).isInstanceOf(KafkaUnavailable.class)
                .hasMessageContaining("has no usable offset for [carteiro.deliveries-0]");
        assertThat(started).hasValue(4);
    }

    @Test
    void aMissingPermissionIsFatalAtOnce() {
        KafkaException failure = new GroupAuthorizationException("carteiro.dispatcher");

        assertThat(runUntilFatal(failure)).isSameAs(failure);
        assertThat(started).hasValue(1);
    }

    @Test
    void anyOtherFailureIsFatalAtOnce() {
        KafkaException failure = new KafkaException("seeded");

        assertThat(runUntilFatal(failure)).isSameAs(failure);
        assertThat(started).hasValue(1);
    }

    private @Nullable Throwable runUntilFatal(KafkaException whatPollThrows) {
        LaneSupervisor keeper = LaneSupervisor.start("lane", onEnd -> lane(whatPollThrows, onEnd), LaneClock.system(),
                fatal::set);
        try (keeper) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> fatal.get() != null);
        }
        return fatal.get();
    }

    private Lane lane(KafkaException whatPollThrows, Consumer<Throwable> onEnd) {
        started.incrementAndGet();
        ScriptedConsumer consumer = new ScriptedConsumer(PARTITION);
        consumer.setPollException(whatPollThrows);
        DispatcherMetrics metrics = new DispatcherMetrics(new SimpleMeterRegistry());
        RetryWheel wheel = new RetryWheel(RetryTiers.DEFAULT, TopicNames.DEFAULT);
        EndpointStatusTracker statusTracker = new EndpointStatusTracker(subscription -> null, Duration.ZERO);
        SubscriptionLookup deleted = new SubscriptionLookup.DeletedSubscription();
        DeliveryGate gate = new DeliveryGate((id, version) -> deleted, statusTracker);
        Attempter attempter = new Attempter(gate,
                (subscription, delivery, attempt, at) -> new SendResult.StatusReceived(200, null, ""),
                new VerdictTable(new Jitter(wheel, () -> 0L), Duration.ofHours(12)), statusTracker, LaneClock.system(),
                metrics);
        LaneSettings settings = new LaneSettings(KafkaAccess.to("localhost:1"), TopicNames.DEFAULT,
                List.of(PARTITION.topic()), "lane", false, Duration.ofMillis(10), 1_000, 10_000_000);
        LaneScans scans = new LaneScans(settings.access(), settings.names(), settings.id(), new FakeJobs(),
                (id, version) -> deleted, LaneClock.system(), metrics);
        return Lane
                .start(new LaneClients(consumer, ScriptedProducer::new, wanted -> Optional.empty()), settings,
                        new LaneDependencies(gate, statusTracker,
                                attempter, new Outbox(TopicNames.DEFAULT, wheel), scans, LaneClock.system(), metrics),
                        onEnd);
    }
}
