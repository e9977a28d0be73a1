package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.admission.AdmissionPolicy;
import dev.carteiro.dispatcher.admission.PoolKind;
import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.DeliveryGate;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.scan.FakeJobs;
import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.runtime.subscriptions.Subscriptions;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.testkit.time.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private Partition partition = new Partition(new Lease(new TopicPartition("deliveries", 0)), Duration.ZERO,
            new OffsetAndMetadata(0));
    private final List<RecordResult> results = new ArrayList<>();
    private final FakeJobs jobs = new FakeJobs();
    private final DispatcherMetrics metrics = new DispatcherMetrics(new SimpleMeterRegistry());
    private MemoryBudget budget = new MemoryBudget(100, 10_000_000, metrics);

    @Test
    void quarantinesADeliveryWhoseHeadersWouldNotFitWhatIsWrittenAboutIt() {
        assertThat(consequence(delivery("x".repeat(100_000), DeliveryProgress.NONE)))
                .isInstanceOf(Consequence.Quarantined.class);
    }

    /** No lane writes such a record; one that did, with a wrong clock, must not block those behind it. */
    @Test
    void aRecordThatWouldWakeLaterThanAnyTierHopsOn() {
        Instant far = Instant.now().plus(Duration.ofDays(100));
        Delivery delivery = delivery("", DeliveryProgress.NONE.waiting(far, far));

        assertThat(consequence(delivery)).isInstanceOfSatisfying(Consequence.Moved.class, moved -> {
            assertThat(moved.why()).isEqualTo(Consequence.Moved.MoveReason.HOP);
            assertThat(moved.due()).as("no delivery lives longer").isBefore(Instant.now().plus(Duration.ofDays(15)));
        });
    }

    /** A dispatcher whose clock is ahead wrote it: the records behind it would wait without notice. */
    @Test
    void aRecordBlocksThoseBehindItNoLongerThanItsTier() {
        ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
        Instant appended = time.instant();
        Instant wake = appended.plus(Duration.ofHours(2));
        ConsumerRecord<byte[], byte[]> head = record(0, delivery("", DeliveryProgress.NONE.waiting(wake, wake)),
                appended);
        partition = tier("5s");
        partition.polled(head, time.nanoClock().getAsLong());
        try (Workers workers = workers(clock(time), Executors.newVirtualThreadPerTaskExecutor())) {
            Intake intake = intake((id, version) -> new SubscriptionLookup.DeletedSubscription(), clock(time), workers);

            assertThat(intake.take(partition, head))
                    .isEqualTo(new IntakeResult.NotDue(Duration.ofSeconds(6).toNanos()));
            time.advance(Duration.ofSeconds(6));
            assertThat(intake.take(partition, head)).isEqualTo(new IntakeResult.Done());
        }
        assertThat(results.getFirst().consequence()).isInstanceOf(Consequence.Cancelled.class);
    }

    /** This dispatcher's clock went back by two hours: records of others still wake in time. */
    @Test
    void aClockThatIsBehindDelaysNoRecord() {
        ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
        Instant appended = time.instant();
        Instant wake = appended.plusSeconds(300);
        ConsumerRecord<byte[], byte[]> head = record(0,
                delivery("", DeliveryProgress.NONE.waiting(wake.plusSeconds(60), wake)), appended);
        partition = tier("5m");
        partition.polled(head, time.nanoClock().getAsLong());
        time.stepWallClock(Duration.ofHours(-2));
        try (Workers workers = workers(clock(time), Executors.newVirtualThreadPerTaskExecutor())) {
            Intake intake = intake((id, version) -> new SubscriptionLookup.DeletedSubscription(), clock(time), workers);
            time.advance(Duration.ofSeconds(301));

            assertThat(intake.take(partition, head)).isEqualTo(new IntakeResult.Done());
        }
        assertThat(results.getFirst().consequence()).isInstanceOfSatisfying(Consequence.Moved.class,
                moved -> assertThat(Duration.between(time.instant(), moved.due())).as("the remaining minute")
                        .isEqualTo(Duration.ofSeconds(60)));
    }

    /** Otherwise all queued deliveries would be given up at once, for good. */
    @Test
    void aClockThatIsSetAheadGivesNoDeliveryUp() {
        ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
        LaneClock clock = clock(time);
        clock.broker().appended(time.instant(), clock.nanos());
        ConsumerRecord<byte[], byte[]> queued = record(0, to("sub").matched(time.instant()), time.instant());
        SubscriptionLookup found = new SubscriptionLookup.FoundSubscription(subscription("\"maxAge\": \"4d\""), 0);
        time.stepWallClock(Duration.ofDays(5));
        try (Workers workers = workers(clock, Executors.newVirtualThreadPerTaskExecutor())) {
            Intake intake = intake((id, version) -> found, clock, workers);

            assertThat(intake.take(partition, queued)).isEqualTo(new IntakeResult.Done());
            time.advance(Duration.ofDays(4));
            assertThat(intake.take(partition, record(1, to("sub").matched(Instant.parse("2026-01-01T00:00:00Z")),
                    Instant.parse("2026-01-01T00:00:00Z")))).isEqualTo(new IntakeResult.Done());
        }

        assertThat(results.getFirst().consequence()).isInstanceOfSatisfying(Consequence.Moved.class, moved -> {
            assertThat(moved.why()).isEqualTo(Consequence.Moved.MoveReason.CLOCK);
            assertThat(moved.delivery().progress().attempts()).isZero();
        });
        assertThat(results.get(1).consequence()).as("four days later by both clocks")
                .isInstanceOf(Consequence.DeadLettered.class);
    }

    /** The router's clock was days behind: its deliveries would be given up before their first attempt. */
    @Test
    void aDeliverysAgeCountsFromItsAppendTimeIfTheRoutersClockIsWrong() {
        ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
        LaneClock clock = clock(time);
        clock.broker().appended(time.instant(), clock.nanos());
        SubscriptionLookup found = new SubscriptionLookup.FoundSubscription(subscription("\"maxAge\": \"1h\""), 0);
        Queue<Runnable> started = new ArrayDeque<>();
        Intake intake = intake((id, version) -> found, clock, workers(clock, new ManualExecutor(started)));
        for (Duration wrong : List.of(Duration.ofDays(-6), Duration.ofDays(6))) {
            Delivery delivery = to("sub").matched(time.instant().plus(wrong));
            assertThat(intake.take(partition, record(started.size(), delivery, time.instant())))
                    .isEqualTo(new IntakeResult.Done());
        }
        assertThat(started).hasSize(2);
        assertThat(results).isEmpty();

        time.advance(Duration.ofHours(1).plusMinutes(2));
        assertThat(intake.take(partition, record(2, to("sub").matched(Instant.parse("2027-01-01T00:00:00Z")),
                Instant.parse("2026-01-01T00:00:00Z")))).isEqualTo(new IntakeResult.Done());
        assertThat(results.getFirst().consequence()).as("its headers claim a life of a year")
                .isInstanceOf(Consequence.DeadLettered.class);
    }

    /** The applied topic was created again, or another program wrote the header: the version will never arrive. */
    @Test
    void aVersionMissingFromTheAppliedTopicBlocksNoRecord() {
        ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
        Queue<Runnable> started = new ArrayDeque<>();
        LaneClock clock = clock(time);
        jobs.answers = false;
        AtomicLong read = new AtomicLong(6);
        SubscriptionLookup found = new SubscriptionLookup.FoundSubscription(subscription("\"maxInFlight\": 4"), 3);
        Intake intake = intake((id, version) -> version < read.get() ? found : new SubscriptionLookup.ViewBehind(),
                clock,
                workers(clock, new ManualExecutor(started)));
        ConsumerRecord<byte[], byte[]> record = record(0, to("sub").atVersion(Long.MAX_VALUE), time.instant());

        assertThat(intake.take(partition, record)).as("the end is unknown").isInstanceOf(IntakeResult.Stalled.class);
        jobs.asked.getFirst().complete(Map.of(new TopicPartition(TopicNames.DEFAULT.applied(), 0), 7L));
        assertThat(intake.take(partition, record)).as("not everything is read yet")
                .isInstanceOf(IntakeResult.Stalled.class);
        read.set(7);
        assertThat(intake.take(partition, record)).isEqualTo(new IntakeResult.Done());
        assertThat(started).hasSize(1);

        ConsumerRecord<byte[], byte[]> next = record(1, to("sub").atVersion(7), time.instant());
        time.advance(Duration.ofMillis(20));
        assertThat(intake.take(partition, next)).as("it may have been written in the meantime")
                .isInstanceOf(IntakeResult.Stalled.class);
        jobs.asked.getLast().complete(Map.of(new TopicPartition(TopicNames.DEFAULT.applied(), 0), 8L));
        assertThat(intake.take(partition, next)).as("it was").isInstanceOf(IntakeResult.Stalled.class);
        read.set(8);
        assertThat(intake.take(partition, next)).isEqualTo(new IntakeResult.Done());
        assertThat(jobs.asked).hasSize(2);
    }

    private static LaneClock clock(ManualTime time) {
        return new LaneClock(time, time.nanoClock());
    }

    private static Partition tier(String tier) {
        String topic = TopicNames.DEFAULT.retry(tier);
        return new Partition(new Lease(new TopicPartition(topic, 0)), TopicNames.DEFAULT.tier(topic),
                new OffsetAndMetadata(0));
    }

    /** Records that are unfinished, or finished without room in the gap map, block those behind them. */
    @Test
    void handsOutNoMoreOfAPartitionWhileItsGapMapCouldOverflow() {
        Instant far = Instant.now().plus(Duration.ofDays(100));
        ConsumerRecord<byte[], byte[]> next = record(4_000, delivery("", DeliveryProgress.NONE.waiting(far, far)));
        for (int offset = 0; offset < 4_000; offset++) {
            partition.tracker().handOut(offset);
        }

        assertThat(take(next)).isInstanceOf(IntakeResult.Stalled.class);
        assertThat(results).isEmpty();

        partition.tracker().finish(17);
        assertThat(take(next)).isEqualTo(new IntakeResult.Done());
    }

    /** Otherwise records would accumulate in memory while commits fail. */
    @Test
    void recordsThatNeedNoAttemptWaitWhileNothingIsCommitted() {
        Delivery garbage = delivery("x".repeat(100_000), DeliveryProgress.NONE);
        budget = new MemoryBudget(2, 10_000_000, metrics);
        assertThat(take(record(0, garbage))).isEqualTo(new IntakeResult.Done());
        assertThat(take(record(1, garbage))).isInstanceOf(IntakeResult.Stalled.class);

        budget.giveBack(results.getFirst().charge());
        assertThat(take(record(1, garbage))).isEqualTo(new IntakeResult.Done());
        assertThat(results).hasSize(2);
    }

    @Test
    void defersNothingBeyondItsAge() {
        // No room at all: it would be deferred for four seconds.
        budget = new MemoryBudget(2, 10_000_000, metrics);
        budget.take(PoolKind.HEALTHY, 1);
        budget.take(PoolKind.DOUBTFUL, 1);
        budget.take(PoolKind.PROBING, 1);
        Instant matched = Instant.now();
        Delivery delivery = new Delivery("dlv_1", "sub", 0, "evt_1", "a", "src", null, "2026-01-01T00:00:00Z",
                EventFormat.JSON, Map.of(), null, Map.of(), matched, DeliveryProgress.NONE, new byte[2]);
        SubscriptionLookup found = new SubscriptionLookup.FoundSubscription(subscription("\"maxAge\": \"3s\""), 0);

        assertThat(take(record(0, delivery), (id, version) -> found)).isEqualTo(new IntakeResult.Done());

        Instant end = matched.truncatedTo(ChronoUnit.MILLIS).plusMillis(3_001);
        assertThat(results.getFirst().consequence()).isInstanceOfSatisfying(Consequence.Moved.class,
                moved -> assertThat(moved.due().truncatedTo(ChronoUnit.MILLIS)).isEqualTo(end));
    }

    /** Otherwise a process that has just started, to which every endpoint seems to hang, would defer its queue. */
    @Test
    void makesNoRoomWhileTheProcessorsAreBehind() {
        AtomicLong nanos = new AtomicLong();
        LaneClock clock = new LaneClock(Instant::now, nanos::get);
        Queue<Runnable> started = new ArrayDeque<>();
        SubscriptionLookup found = new SubscriptionLookup.FoundSubscription(subscription("\"maxInFlight\": 1"), 0);
        Intake intake = intake((id, version) -> found, clock, workers(clock, new ManualExecutor(started)));
        intake.take(partition, record(0, to("slow")));
        intake.take(partition, record(1, to("slow")));
        for (int i = 2; i <= Workers.MOST_WAITING; i++) {
            intake.take(partition, record(i, to("other" + i)));
        }
        assertThat(started).as("all but the one that waits for its endpoint").hasSize(Workers.MOST_WAITING);

        nanos.addAndGet(2_000_000_000L);
        intake.makeRoom();
        assertThat(results).isEmpty();

        Runnable slow = started.remove();
        started.forEach(Runnable::run);
        nanos.addAndGet(1_000_000_000L);
        intake.makeRoom();
        assertThat(results).as("its results may just not have arrived").isEmpty();

        nanos.incrementAndGet();
        intake.makeRoom();
        assertThat(results).extracting(RecordResult::offset).containsExactly(1L);
        assertThat(slow).isNotNull();
    }

    /** At the start of a backlog no endpoint has a result yet, and there is no room for all that might hang. */
    @Test
    void newEndpointsWaitForRoomWhileTheProcessorsAreBehind() {
        AtomicLong nanos = new AtomicLong();
        LaneClock clock = new LaneClock(Instant::now, nanos::get);
        Queue<Runnable> started = new ArrayDeque<>();
        SubscriptionLookup found = new SubscriptionLookup.FoundSubscription(subscription("\"maxInFlight\": 1"), 0);
        budget = new MemoryBudget(16 * Workers.MOST_WAITING, 10_000_000, metrics);
        Intake intake = intake((id, version) -> found, clock, workers(clock, new ManualExecutor(started)));
        // Half of the healthy pool, and all of the doubtful one.
        int room = 10 * Workers.MOST_WAITING;
        for (int i = 0; i < room; i++) {
            assertThat(intake.take(partition, record(i, to("sub" + i)))).isEqualTo(new IntakeResult.Done());
        }
        assertThat(intake.take(partition, record(room, to("next")))).isInstanceOf(IntakeResult.Stalled.class);
        assertThat(started).hasSize(room);

        started.forEach(Runnable::run);
        nanos.addAndGet(1_000_000_000L);
        assertThat(intake.take(partition, record(room, to("next")))).isInstanceOf(IntakeResult.Stalled.class);

        nanos.incrementAndGet();
        assertThat(intake.take(partition, record(room, to("next")))).isEqualTo(new IntakeResult.Done());
        assertThat(started).as("its single remaining request").hasSize(room + 1);
        assertThat(results).isEmpty();
    }

    private static Delivery to(String subscription) {
        return new Delivery("dlv_1", subscription, 0, "evt_1", "a", "src", null, "2026-01-01T00:00:00Z",
                EventFormat.JSON, Map.of(), null, Map.of(), Instant.now(), DeliveryProgress.NONE, new byte[2]);
    }

    /** Runs tasks only when the test does. */
    private static final class ManualExecutor extends AbstractExecutorService {
        private final Queue<Runnable> started;

        ManualExecutor(Queue<Runnable> started) {
            this.started = started;
        }

        @Override
        public void execute(Runnable task) {
            started.add(task);
        }

        @Override
        public void shutdown() {
            started.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }

    private static Subscription subscription(String members) {
        String json = "{\"targetUrl\": \"https://example.com/\", \"events\": [\"*\"], " + members + "}";
        return switch (new SubscriptionReader(AllowedTargets.NONE).read("sub",
                json.getBytes(StandardCharsets.UTF_8))) {
            case SubscriptionReadResult.Valid valid -> valid.subscription();
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }

    private Consequence consequence(Delivery delivery) {
        assertThat(take(record(0, delivery))).isEqualTo(new IntakeResult.Done());
        assertThat(results).hasSize(1);
        return results.getFirst().consequence();
    }

    private IntakeResult take(ConsumerRecord<byte[], byte[]> record) {
        return take(record, (id, version) -> {
            throw new AssertionError("not reached");
        });
    }

    private IntakeResult take(ConsumerRecord<byte[], byte[]> record, Subscriptions subscriptions) {
        try (Workers workers = workers(LaneClock.system(), Executors.newVirtualThreadPerTaskExecutor())) {
            return intake(subscriptions, LaneClock.system(), workers).take(partition, record);
        }
    }

    private Intake intake(Subscriptions subscriptions, LaneClock clock, Workers workers) {
        DeliveryGate gate = new DeliveryGate(subscriptions,
                new EndpointStatusTracker(subscription -> null, Duration.ZERO));
        LaneScans scans = new LaneScans(KafkaAccess.to("localhost:1"), TopicNames.DEFAULT, "lane", jobs,
                subscriptions, clock, metrics);
        return new Intake(AdmissionPolicy.DEFAULT, gate, clock, budget, workers, scans, metrics, results::add);
    }

    /** Discards tasks: no attempt is made. */
    private Workers workers(LaneClock clock, ExecutorService threads) {
        EndpointStatusTracker statusTracker = new EndpointStatusTracker(subscription -> null, Duration.ZERO);
        DeliveryGate gate = new DeliveryGate((id, version) -> new SubscriptionLookup.DeletedSubscription(),
                statusTracker);
        VerdictTable verdicts = new VerdictTable(
                new Jitter(new RetryWheel(RetryTiers.DEFAULT, TopicNames.DEFAULT), () -> 0L), Duration.ofHours(12));
        Attempter attempter = new Attempter(gate, (subscription, sent, attempt, at) -> {
            throw new AssertionError("not reached");
        }, verdicts, statusTracker, clock, metrics);
        return new Workers(attempter, clock, metrics, threads);
    }

    private static Delivery delivery(String attribute, DeliveryProgress progress) {
        return new Delivery("dlv_1", "sub", 0, "evt_1", "a", "src", null, "2026-01-01T00:00:00Z",
                EventFormat.CLOUDEVENTS_BINARY, Map.of("extension", attribute), null, Map.of(), Instant.EPOCH, progress,
                new byte[2]);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, Delivery delivery) {
        return record(offset, delivery, Instant.now());
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, Delivery delivery, Instant appended) {
        return new ConsumerRecord<>("deliveries", 0, offset, appended.toEpochMilli(), TimestampType.LOG_APPEND_TIME, 3,
                2,
                delivery.subscription().getBytes(StandardCharsets.UTF_8), new byte[2], DeliveryCodec.headers(delivery),
                Optional.empty());
    }
}
