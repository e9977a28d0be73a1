package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.DeliveryGate;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.endpoint.Endpoint;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void everyRecordReturns() throws Exception {
        DispatcherMetrics metrics = new DispatcherMetrics(new SimpleMeterRegistry());
        EndpointStatusTracker statusTracker = new EndpointStatusTracker(subscription -> null, Duration.ZERO);
        DeliveryGate gate = new DeliveryGate((id, version) -> {
            throw new StackOverflowError("seeded");
        }, statusTracker);
        VerdictTable verdicts = new VerdictTable(
                new Jitter(new RetryWheel(RetryTiers.DEFAULT, TopicNames.DEFAULT), () -> 0L), Duration.ofHours(12));
        Attempter attempter = new Attempter(gate, (subscription, delivery, attempt, at) -> {
            throw new AssertionError("not reached");
        }, verdicts, statusTracker, LaneClock.system(), metrics);
        DeliveryTask work = work(new Lease(new TopicPartition("deliveries", 0)));

        try (Workers workers = new Workers(attempter, LaneClock.system(), metrics)) {
            workers.start(work);
            Workers.Completion ended = workers.poll(Duration.ofSeconds(10));
            assertThat(Objects.requireNonNull(ended).work()).isSameAs(work);
            assertThat(ended.consequence()).isInstanceOf(Consequence.Moved.class);

            Lease ending = new Lease(new TopicPartition("deliveries", 1));
            ending.end();
            workers.start(work(ending));
            Workers.Completion notBegun = workers.poll(Duration.ofSeconds(10));
            assertThat(Objects.requireNonNull(notBegun).consequence()).as("its lease is ending").isNull();
        }
    }

    private static DeliveryTask work(Lease lease) {
        Delivery delivery = new Delivery("dlv_1", "sub", 0, "evt_1", "a", "src", null, "2026-01-01T00:00:00Z",
                EventFormat.JSON, Map.of(), null, Map.of(), Instant.EPOCH, DeliveryProgress.NONE, new byte[0]);
        return new DeliveryTask(lease, 7, delivery, new Endpoint<>(0), MemoryBudget.Charge.NONE);
    }
}
