package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.Gate;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.standing.Standings;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.Progress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final DispatcherMetrics METRICS = new DispatcherMetrics(new SimpleMeterRegistry());

    @Test
    void quarantinesADeliveryWhoseHeadersWouldNotFitWhatIsWrittenAboutIt() {
        assertThat(consequence(delivery("x".repeat(100_000), Progress.NONE)))
                .isInstanceOf(Consequence.Quarantined.class);
    }

    /** A lane never writes such a record; one that did, with a wrong clock, must not hold up those behind it. */
    @Test
    void aRecordThatWouldWakeLaterThanAnyTierHopsOn() {
        Instant far = Instant.now().plus(Duration.ofDays(100));
        Delivery delivery = delivery("", Progress.NONE.waiting(far, far));

        assertThat(consequence(delivery)).isInstanceOfSatisfying(Consequence.Moved.class,
                moved -> assertThat(moved.why()).isEqualTo(Consequence.Moved.Why.HOP));
    }

    /** Else records would pile up in memory for as long as commits fail. */
    @Test
    void whatOnlyPassesThroughWaitsWhileNothingIsCommitted() {
        Delivery garbage = delivery("x".repeat(100_000), Progress.NONE);
        List<Result> results = new ArrayList<>();
        Budget budget = new Budget(2, 10_000_000, METRICS);
        Partition partition = partition();
        take(budget, results, intake -> {
            assertThat(intake.take(partition, record(garbage, 0))).isEqualTo(new Taken.Done());
            assertThat(intake.take(partition, record(garbage, 1))).isInstanceOf(Taken.Later.class);
            budget.giveBack(results.getFirst().charge());
            assertThat(intake.take(partition, record(garbage, 1))).isEqualTo(new Taken.Done());
        });
        assertThat(results).hasSize(2);
    }

    private static Consequence consequence(Delivery delivery) {
        List<Result> results = new ArrayList<>();
        take(new Budget(100, 10_000_000, METRICS), results,
                intake -> assertThat(intake.take(partition(), record(delivery, 0))).isEqualTo(new Taken.Done()));
        assertThat(results).hasSize(1);
        return results.getFirst().consequence();
    }

    private static Partition partition() {
        return new Partition(new Lease(new TopicPartition("deliveries", 0)), new OffsetAndMetadata(0));
    }

    private static void take(Budget budget, List<Result> results, Consumer<Intake> steps) {
        Standings standings = new Standings(subscription -> null, Duration.ZERO);
        Gate gate = new Gate((id, version) -> {
            throw new AssertionError("not reached");
        }, standings);
        VerdictTable verdicts = new VerdictTable(
                new Jitter(new RetryWheel(RetryTiers.DEFAULT, TopicNames.DEFAULT), () -> 0L), Duration.ofHours(12));
        Attempter attempter = new Attempter(gate, (subscription, sent, attempt, at) -> {
            throw new AssertionError("not reached");
        }, verdicts, standings, LaneClock.SYSTEM, METRICS);
        try (Workers workers = new Workers(attempter, LaneClock.SYSTEM, METRICS)) {
            steps.accept(new Intake(gate, LaneClock.SYSTEM, budget, workers, results::add));
        }
    }

    private static Delivery delivery(String attribute, Progress progress) {
        return new Delivery("dlv_1", "sub", 0, "evt_1", "a", "src", null, "2026-01-01T00:00:00Z",
                EventFormat.CLOUDEVENTS_BINARY, Map.of("extension", attribute), null, Map.of(), Instant.EPOCH, progress,
                new byte[2]);
    }

    private static ConsumerRecord<byte[], byte[]> record(Delivery delivery, long offset) {
        return new ConsumerRecord<>("deliveries", 0, offset, 0, TimestampType.LOG_APPEND_TIME, 3, 2, new byte[3],
                new byte[2], DeliveryCodec.headers(delivery), Optional.empty());
    }
}
