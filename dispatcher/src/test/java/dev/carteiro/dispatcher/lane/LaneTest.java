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
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane's loop and its workers on Kafka's own fakes: commits that fail, partitions that are revoked. */
class LaneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final TopicPartition PARTITION = new TopicPartition(TopicNames.DEFAULT.deliveries(), 0);
    private static final OffsetAndMetadata START = new OffsetAndMetadata(0);

    private final ScriptedConsumer consumer = new ScriptedConsumer(PARTITION);
    private final List<ScriptedProducer> producers = new CopyOnWriteArrayList<>();
    private final BlockingQueue<ScriptedProducer> next = new LinkedBlockingQueue<>();
    private final DispatcherMetrics metrics = new DispatcherMetrics(new SimpleMeterRegistry());
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();

    /** The ids of the deliveries sent, in order; one whose id begins with "held" first waits for a permit. */
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final Semaphore held = new Semaphore(0, true);

    /** The offsets that are found while the coordinator does not respond. */
    private volatile @Nullable Map<TopicPartition, OffsetAndMetadata> settled;

    private @Nullable Lane lane;

    @AfterEach
    void close() {
        held.release(1_000);
        if (lane != null) {
            lane.close();
        }
        assertThat(fatal).hasNullValue();
    }

    /** Kafka 4.3.1 may treat offsets as unstable for ever; the log shows that they are stable. */
    @Test
    void aLaneWithASilentCoordinatorUsesTheStableOffsetsOnceTheyAreKnown() {
        ScriptedProducer producer = producer();
        consumer.sayNothingOfOffsets();
        consumer.assign(START, List.of(record(0, "one"), record(1, "two")));
        start();
        await(() -> consumer.timesAskedForOffsets() >= 2);
        assertThat(sent).isEmpty();

        settled = Map.of(PARTITION, START);
        awaitQuiet();

        assertThat(sent).containsExactlyInAnyOrder("one", "two");
        assertThat(committed(producer)).isEqualTo(new OffsetAndMetadata(2, ""));
    }

    /**
     * Records of a burst that waited for processors are started without a further record.
     */
    @Test
    void aBurstGetsAllTheRequestsItsEndpointMayHave() {
        ScriptedProducer producer = producer();
        consumer.assign(START, IntStream.range(0, 40).mapToObj(i -> record(i, "held" + i)).toList());
        start();

        await(() -> sent.size() == 16);
        held.release(40);
        await(() -> sent.size() == 40);
        awaitQuiet();

        assertThat(committed(producer)).isEqualTo(new OffsetAndMetadata(40, ""));
    }

    @Test
    void anAbortedCommitIsSentAgainAndRepeatsNoRequest() {
        ScriptedProducer producer = producer();
        producer.failNextCommit(new KafkaException("seeded: a send failed"));
        producer.failNextCommit(new KafkaException("seeded: it failed again"));
        consumer.assign(START, List.of(record(0, "one"), record(1, "two")));
        start();

        awaitQuiet();

        assertThat(producers).containsExactly(producer);
        assertThat(sent).containsExactlyInAnyOrder("one", "two");
        assertThat(written(producer)).containsExactlyInAnyOrder("one 1 delivered", "two 1 delivered");
        assertThat(committed(producer)).isEqualTo(new OffsetAndMetadata(2, ""));
    }

    /** It is unknown which of them are written: finished records and those in flight are read from Kafka again. */
    @Test
    void afterACommitInDoubtANewProducerStartsOverFromTheCommittedOffsets() {
        ScriptedProducer doubtful = producer();
        ScriptedProducer successor = producer();
        doubtful.failNextCommit(new TimeoutException("seeded: no answer to the commit"));
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(0, "held one"), record(1, "held two"));
        consumer.assign(START, records);
        start();
        await(() -> sent.size() == 2);
        held.release();
        await(successor::transactionInitialized);
        held.release();
        awaitQuiet();
        assertThat(written(successor)).as("repeats what was in flight when the commit was in doubt").isEmpty();

        consumer.giveAgain(records);
        held.release(2);
        await(() -> sent.size() == 4);
        awaitQuiet();

        assertThat(doubtful.closed()).isTrue();
        assertThat(written(doubtful)).isEmpty();
        assertThat(sent).containsExactlyInAnyOrder("held one", "held two", "held one", "held two");
        assertThat(written(successor)).containsExactlyInAnyOrder("held one 1 delivered", "held two 1 delivered");
        assertThat(committed(successor)).isEqualTo(new OffsetAndMetadata(2, ""));
    }

    /** This also holds if the same partition was assigned again in the meantime. */
    @Test
    void resultsOfALostAssignmentWriteNothing() {
        ScriptedProducer producer = producer();
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(0, "held"));
        consumer.assign(START, records);
        start();
        await(() -> sent.size() == 1);
        consumer.lose();
        consumer.assign(START, records);
        await(() -> sent.size() == 2);
        held.release();
        await(() -> metrics.inMemory().get() == 1);
        held.release();

        awaitQuiet();

        assertThat(sent).containsExactly("held", "held");
        assertThat(written(producer)).containsExactly("held 1 delivered");
        assertThat(committed(producer)).isEqualTo(new OffsetAndMetadata(1, ""));
    }

    /** The next owner reads the gap map: offsets in it are not sent again. */
    @Test
    void aSuccessorSkipsOffsetsThatTheGapMapMarksAsFinished() {
        ScriptedProducer producer = producer();
        consumer.assign(new OffsetAndMetadata(0, "r.AQE"), List.of(record(0, "one"), record(1, "done"),
                record(2, "two")));
        start();

        await(() -> sent.size() == 2);
        awaitQuiet();

        assertThat(sent).containsExactlyInAnyOrder("one", "two");
        assertThat(committed(producer)).isEqualTo(new OffsetAndMetadata(3, ""));
    }

    private void start() {
        RetryWheel wheel = new RetryWheel(RetryTiers.DEFAULT, TopicNames.DEFAULT);
        SubscriptionLookup found = new SubscriptionLookup.FoundSubscription(subscription(), 0);
        EndpointStatusTracker statusTracker = new EndpointStatusTracker(subscription -> null, Duration.ZERO);
        DeliveryGate gate = new DeliveryGate((id, version) -> found, statusTracker);
        Attempter attempter = new Attempter(gate, (subscription, delivery, attempt, at) -> send(delivery),
                new VerdictTable(new Jitter(wheel, () -> 0L), Duration.ofHours(12)), statusTracker, LaneClock.system(),
                metrics);
        LaneSettings settings = new LaneSettings(KafkaAccess.to("localhost:1"), TopicNames.DEFAULT,
                List.of(PARTITION.topic()), "lane", false, Duration.ofMillis(10), 1_000, 10_000_000);
        LaneScans scans = new LaneScans(settings.access(), settings.names(), settings.id(), new FakeJobs(),
                (id, version) -> found,
                LaneClock.system(), metrics);
        lane = Lane.start(new LaneClients(consumer, () -> {
            ScriptedProducer producer = next.remove();
            producers.add(producer);
            return producer;
        }, wanted -> Optional.ofNullable(settled)), settings,
                new LaneDependencies(gate, statusTracker, attempter, new Outbox(TopicNames.DEFAULT, wheel), scans,
                        LaneClock.system(), metrics),
                fatal::set);
    }

    private SendResult send(Delivery delivery) {
        sent.add(delivery.id());
        if (delivery.id().startsWith("held")) {
            held.acquireUninterruptibly();
        }
        return new SendResult.StatusReceived(200, null, "");
    }

    private ScriptedProducer producer() {
        ScriptedProducer producer = new ScriptedProducer();
        next.add(producer);
        return producer;
    }

    private static List<String> written(ScriptedProducer producer) {
        return producer.history().stream().map(record -> {
            try {
                var attempt = StrictJson.tree(record.value());
                return attempt.get("delivery").asText() + " " + attempt.get("attempt").asText() + " "
                        + attempt.get("outcome").asText();
            } catch (InvalidJsonException e) {
                throw new AssertionError(e);
            }
        }).toList();
    }

    private static @Nullable OffsetAndMetadata committed(ScriptedProducer producer) {
        List<Map<String, Map<TopicPartition, OffsetAndMetadata>>> commits = new ArrayList<>(
                producer.consumerGroupOffsetsHistory());
        return commits.isEmpty() ? null : commits.getLast().values().iterator().next().get(PARTITION);
    }

    /** Waits until nothing is in flight and nothing waits to be committed. */
    private void awaitQuiet() {
        await(() -> !sent.isEmpty() && metrics.inMemory().get() == 0);
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(condition);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String id) {
        Delivery delivery = new Delivery(id, "sub", 0, "evt_1", "a", "src", null, "2026-01-01T00:00:00Z",
                EventFormat.JSON, Map.of(), null, Map.of(), Instant.now(), DeliveryProgress.NONE, new byte[2]);
        return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, System.currentTimeMillis(),
                TimestampType.LOG_APPEND_TIME, 3, 2, "sub".getBytes(StandardCharsets.UTF_8), new byte[2],
                DeliveryCodec.headers(delivery), Optional.empty());
    }

    private static Subscription subscription() {
        byte[] json = "{\"targetUrl\": \"https://example.com/\", \"events\": [\"*\"]}"
                .getBytes(StandardCharsets.UTF_8);
        return switch (new SubscriptionReader(AllowedTargets.NONE).read("sub", json)) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> subscription;
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }
}
