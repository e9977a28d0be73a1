package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.admission.AdmissionPolicy;
import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.DeliveryGate;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.hold.HeldPartition;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.outcome.Outbox;
import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.scan.FakeJobs;
import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.dispatcher.send.HttpSender;
import dev.carteiro.dispatcher.send.Sender;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.job.HeldMarker;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.testkit.time.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
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
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Arbitrary records in the dispatcher's topics, with any key, value and headers, while the machine's clock is set at
 * random. Each record has exactly one result after a bounded number of steps, and blocks those behind it no longer than
 * its tier.
 */
class ArbitraryRecordsTest {
    private static final TopicNames NAMES = TopicNames.DEFAULT;
    private static final int RECORDS = 1_500;

    /** The rounds of a delivery that waits for the clocks to agree, every five minutes for two weeks, twice over. */
    private static final int MAX_STEPS = 20_000;

    private static final List<String> TIERS = List.of("5s", "1m", "5m", "30m", "2h", "10h");
    private static final List<String> NUMBERS = List.of("-1", "0", "1", "17", "2147483647", "2147483648", "-2147483648",
            "9223372036854775807", "-9223372036854775808", "9223372036854775808", "253402300799999", "253402300800000",
            "1e9", "", " 1", "0x10", "NaN", "99999999999999999999999999", "true", "\u0000", "\uD800", "١٢");

    @Test
    void everyRecordEndsExactlyOnce() {
        for (int seed = 0; seed < RECORDS; seed++) {
            new RecordLifecycle(new Random(seed), "seed " + seed).run();
        }
    }

    /** A record in the dead-letters topic is read as a dead letter or ignored, and never throws. */
    @Test
    void arbitraryDeadLettersAndMarkersAreReadOrIgnored() {
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Headers headers = headers(random, Instant.parse("2026-01-01T00:00:00Z"));
            for (String name : List.of("dead-reason", "dead-at", "last-status", "dead-detail", "last-response")) {
                if (random.nextInt(4) > 0) {
                    headers.add(name, random.nextInt(6) == 0 ? null : text(random));
                }
            }
            DeadLetter letter = DeadLetter.read(key(random), value(random), headers);
            if (letter != null) {
                Delivery again = letter.delivery()
                        .with(letter.delivery().progress().redriven(Instant.parse("2026-01-01T00:00:00Z")));
                assertThat(DeliveryCodec.headers(again)).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    @Test
    void everyRecordInTheHeldTopicIsReleased() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            HeldPartition holds = new HeldPartition(1, Map.of("sub", new HeldMarker(random.nextInt(3), now)));
            holds.review(subscription -> random.nextBoolean(), now.plus(Duration.ofDays(random.nextInt(60))));
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(NAMES.held(), 0, 0, now.toEpochMilli(),
                    TimestampType.LOG_APPEND_TIME, 0, 0, key(random), value(random), headers(random, now),
                    Optional.empty());
            HeldPartition.ReleaseBatch departure = holds.chooseReleases(0, List.of(record), 1,
                    subscription -> random.nextBoolean(), now);
            for (HeldPartition.ReleaseRecord one : departure.records()) {
                Delivery delivery = one.delivery();
                if (delivery != null) {
                    assertThat(DeliveryCodec.headers(delivery.with(delivery.progress().released(now)))).isNotEmpty();
                }
            }
            holds.releaseCommitted(departure);
        }
    }

    /** One record and its processing up to the result. */
    private static final class RecordLifecycle {
        private final Random random;
        private final String name;
        private final ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
        private final LaneClock clock = new LaneClock(time, time.nanoClock());
        private final DispatcherMetrics metrics = new DispatcherMetrics(new SimpleMeterRegistry());
        private final FakeJobs jobs = new FakeJobs();
        private final Queue<Runnable> started = new ArrayDeque<>();
        private final List<RecordResult> results = new ArrayList<>();
        private final SubscriptionLookup lookup;
        private final Outbox outbox;
        private final Workers workers;
        private final MemoryBudget budget;
        private final Intake intake;
        private Instant brokers = time.instant();
        private long seenNanos;

        private RecordLifecycle(Random random, String name) {
            this.random = random;
            this.name = name;
            lookup = random.nextInt(5) == 0
                    ? new SubscriptionLookup.DeletedSubscription()
                    : new SubscriptionLookup.FoundSubscription(subscription(random), 3);
            RetryWheel wheel = new RetryWheel(RetryTiers.DEFAULT, NAMES);
            outbox = new Outbox(NAMES, wheel);
            EndpointStatusTracker statusTracker = new EndpointStatusTracker(subscription -> null, Duration.ZERO);
            DeliveryGate gate = new DeliveryGate(
                    (id, version) -> version < 7 ? lookup : new SubscriptionLookup.ViewBehind(), statusTracker);
            Attempter attempter = new Attempter(gate, sender(random),
                    new VerdictTable(new Jitter(wheel, random), Duration.ofHours(12)), statusTracker, clock,
                    metrics);
            workers = new Workers(attempter, clock, metrics, new ManualExecutor(started));
            jobs.end = 7;
            LaneScans scans = new LaneScans(KafkaAccess.to("localhost:1"), NAMES, "lane", jobs,
                    (id, version) -> lookup, clock, metrics);
            scans.addPartition(0);
            jobs.position = 7;
            scans.step();
            budget = new MemoryBudget(1_000, 100_000_000, metrics);
            intake = new Intake(AdmissionPolicy.DEFAULT, gate, clock, budget, workers, scans, metrics,
                    results::add);
        }

        private void run() {
            String topic = random.nextBoolean() ? NAMES.deliveries() : NAMES.retry(TIERS.get(random.nextInt(6)));
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic, 0, 0, brokerTime().toEpochMilli(),
                    TimestampType.LOG_APPEND_TIME, 0, 0, key(random), value(random), headers(random, brokers),
                    Optional.empty());
            for (int step = 0; step < MAX_STEPS; step++) {
                Consequence consequence = consequenceOf(record);
                List<ProducerRecord<byte[], byte[]>> written = outbox.records(consequence, 0, clock.now());
                clock.broker().appended(brokerTime(), clock.nanos());
                Optional<ProducerRecord<byte[], byte[]>> again = written.stream()
                        .filter(one -> one.topic().startsWith(NAMES.retry(""))).findFirst();
                if (again.isEmpty()) {
                    return;
                }
                assertThat(consequence).as(name).isInstanceOfAny(Consequence.Moved.class, Consequence.Retried.class,
                        Consequence.WithStatusChange.class);
                ProducerRecord<byte[], byte[]> next = again.get();
                record = new ConsumerRecord<>(next.topic(), 0, 0, brokerTime().toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME, 0, 0, next.key(), next.value(), next.headers(),
                        Optional.empty());
                if (random.nextInt(20) == 0) {
                    time.stepWallClock(Duration.ofSeconds(random.nextInt(2_000_000) - 1_000_000));
                }
            }
            throw new AssertionError(name + ": no end after " + MAX_STEPS + " steps");
        }

        /** Offers the record to the intake until there is a result. */
        private Consequence consequenceOf(ConsumerRecord<byte[], byte[]> record) {
            Partition partition = new Partition(new Lease(new TopicPartition(record.topic(), 0)),
                    NAMES.tier(record.topic()), new OffsetAndMetadata(0));
            partition.polled(record, clock.nanos());
            results.clear();
            long began = clock.nanos();
            for (int i = 0; i < 1_000; i++) {
                switch (intake.take(partition, record)) {
                    case IntakeResult.Done() -> {
                        assertThat(Duration.ofNanos(clock.nanos() - began)).as(name)
                                .isLessThanOrEqualTo(partition.tier().plusSeconds(2));
                        return result();
                    }
                    case IntakeResult.NotDue(long resume) -> advance(resume - clock.nanos());
                    case IntakeResult.Stalled(long resume, boolean forRoom) -> advance(resume - clock.nanos());
                }
            }
            throw new AssertionError(name + ": stuck");
        }

        private Consequence result() {
            while (!started.isEmpty()) {
                started.remove().run();
            }
            Workers.Completion ended = workers.poll();
            budget.giveBack(ended == null ? results.getFirst().charge() : ended.work().charge());
            Consequence consequence = ended == null ? results.getFirst().consequence() : ended.consequence();
            assertThat(consequence).as(name).isNotNull();
            assertThat(results).as(name).hasSizeLessThanOrEqualTo(1);
            return Objects.requireNonNull(consequence);
        }

        private void advance(long nanos) {
            time.advance(Duration.ofNanos(Math.max(1, nanos)));
        }

        /** Returns the true time, which never jumps. */
        private Instant brokerTime() {
            long now = clock.nanos();
            brokers = brokers.plusNanos(now - seenNanos);
            seenNanos = now;
            return brokers;
        }
    }

    /** Renders and signs with the real sender; the request is not sent. */
    private static Sender sender(Random random) {
        HttpSender real = new HttpSender(List.of(new OkHttpClient.Builder().addInterceptor(chain -> {
            throw new IOException("seeded");
        }).build()), "test");
        return (subscription, delivery, attempt, at) -> {
            SendResult answer = real.send(subscription, delivery, attempt, at);
            return random.nextInt(3) == 0
                    ? new SendResult.StatusReceived(random.nextInt(600), random.nextBoolean() ? "9".repeat(12) : null,
                            "")
                    : answer;
        };
    }

    private static Subscription subscription(Random random) {
        List<String> states = List.of("active", "active", "active", "paused", "disabled");
        String json = "{\"targetUrl\": \"https://example.com/\", \"events\": [\"*\"], \"state\": \""
                + states.get(random.nextInt(states.size())) + "\", \"maxAge\": \"" + (1 + random.nextInt(14)) + "d\"}";
        return switch (new SubscriptionReader(AllowedTargets.NONE).read("sub",
                json.getBytes(StandardCharsets.UTF_8))) {
            case SubscriptionReadResult.Valid valid -> valid.subscription();
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }

    private static byte @Nullable [] key(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> text(random);
            case 2 -> new byte[0];
            case 3 -> new byte[]{(byte) 0xC3, 0x28, (byte) 0xFF};
            default -> "sub".getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte @Nullable [] value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> text(random);
            case 2 -> new byte[0];
            default -> "{\"event\": \"a\", \"data\": {}}".getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Returns the headers of a delivery with any progress, some of them omitted, repeated or replaced. */
    private static Headers headers(Random random, Instant now) {
        int attempts = random.nextInt(12);
        DeliveryProgress progress = new DeliveryProgress(attempts, now, now,
                now.plusSeconds(random.nextInt(100_000) - 50_000),
                now.plusSeconds(random.nextInt(100_000) - 50_000), Duration.ofSeconds(random.nextInt(1_000)),
                random.nextBoolean() ? now : null, random.nextBoolean(),
                new DeliveryProgress.Round(random.nextInt(attempts + 1), random.nextBoolean() ? now : null));
        EventFormat[] formats = EventFormat.values();
        Delivery delivery = new Delivery("dlv_1", "sub", random.nextInt(9), "evt_1", "a", "src", null,
                "2026-01-01T00:00:00Z", formats[random.nextInt(formats.length)], Map.of(), null, Map.of(),
                now.minusSeconds(random.nextInt(100_000)), progress, new byte[2]);
        if (random.nextInt(10) == 0) {
            delivery = delivery.asTest();
        }
        Headers headers = new RecordHeaders();
        for (Header header : DeliveryCodec.headers(delivery)) {
            switch (random.nextInt(24)) {
                case 0 -> {
                }
                case 1 -> headers.add(header.key(), text(random));
                case 2 -> headers.add(header.key(), null);
                case 3 -> {
                    headers.add(header);
                    headers.add(header.key(), text(random));
                }
                default -> headers.add(header);
            }
        }
        return headers;
    }

    private static byte[] text(Random random) {
        if (random.nextInt(4) == 0) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            return bytes;
        }
        return NUMBERS.get(random.nextInt(NUMBERS.size())).getBytes(StandardCharsets.UTF_8);
    }

    /** Runs tasks only when the test does. */
    private static final class ManualExecutor extends AbstractExecutorService {
        private final Queue<Runnable> started;

        private ManualExecutor(Queue<Runnable> started) {
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
}
