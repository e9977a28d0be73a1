package dev.carteiro.router;

import dev.carteiro.router.applied.AppliedPosition;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMeter;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.router.progress.ProcessorActivities;
import dev.carteiro.router.routing.LargeFanoutTopology;
import dev.carteiro.router.routing.OpenTransaction;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Runs the router's topology in the test driver of Kafka Streams, with its real configuration and a fixed clock. */
final class TopologyFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final TopicNames NAMES = TopicNames.DEFAULT;

    /** Replaces the fan-out topic, which the driver would process automatically. */
    private static final String ONE_PART = "one-part";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OpenTransaction transaction;
    private final TopologyTestDriver driver;
    private final TopologyTestDriver largeFanouts;
    private final TestInputTopic<byte[], byte[]> subscriptions;
    private final TestInputTopic<byte[], byte[]> events;
    private final TestInputTopic<byte[], byte[]> parts;

    TopologyFixture(Path directory) {
        this(directory, settings -> settings);
    }

    TopologyFixture(Path directory, UnaryOperator<RouterSettings> change) {
        RouterSettings settings = change.apply(RouterSettings.of(NAMES, AllowedTargets.NONE,
                Map.of("bootstrap.servers", "none:1"), directory));
        transaction = new OpenTransaction(settings.maxTransactionBytes());
        AppliedPosition applied = new AppliedPosition();
        SubscriptionIndex index = new SubscriptionIndex();
        RouterMetrics metrics = new RouterMetrics(meters);
        metrics.observeIndex(index);
        InstantSource clock = InstantSource.fixed(NOW);
        driver = new TopologyTestDriver(
                RouterTopology.of(settings, index, applied, transaction, metrics, clock, new ProcessorActivities()),
                StreamsProperties.of(settings));
        largeFanouts = new TopologyTestDriver(
                LargeFanoutTopology.of(ONE_PART, NAMES, index, applied, transaction, metrics, clock,
                        new ProcessorActivities()),
                StreamsProperties.ofLargeFanouts(settings));
        subscriptions = input(NAMES.subscriptions());
        events = input(NAMES.events());
        parts = largeFanouts.createInputTopic(ONE_PART, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Advances the time until the registrar has published its rules. */
    void passTime() {
        driver.advanceWallClockTime(Duration.ofMillis(1));
    }

    /** Resets the transaction, as the producer does after a commit. */
    void commit() {
        transaction.reset();
    }

    /** @param json with ' for " */
    void subscribe(@Nullable String id, @Nullable String json) {
        subscribe(id == null ? null : bytes(id), json == null ? null : bytes(json.replace('\'', '"')));
    }

    void subscribe(byte @Nullable [] key, byte @Nullable [] value) {
        subscribe(key, value, new RecordHeaders());
    }

    void subscribe(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        subscriptions.pipeInput(new TestRecord<>(key, value, headers));
    }

    /** @param at time at which Kafka appended the record */
    void subscribe(String id, @Nullable String json, Instant at) {
        subscriptions.pipeInput(
                new TestRecord<>(bytes(id), json == null ? null : bytes(json.replace('\'', '"')), new RecordHeaders(),
                        at));
    }

    /** Writes an applied subscription of an older registrar, which may have had other rules. */
    void alreadyApplied(String id, String json) {
        alreadyApplied(id, json, new RecordHeaders());
    }

    void alreadyApplied(String id, String json, Headers headers) {
        input(NAMES.applied()).pipeInput(new TestRecord<>(bytes(id), bytes(json.replace('\'', '"')), headers));
    }

    /** @param json with ' for " */
    void publish(String json) {
        publish(bytes(json.replace('\'', '"')), new RecordHeaders());
    }

    void publish(byte @Nullable [] value, Headers headers) {
        publish(value, headers, Instant.EPOCH);
    }

    void publish(byte @Nullable [] value, Headers headers, Instant recordTime) {
        events.pipeInput(new TestRecord<>(bytes("entity-1"), value, headers, recordTime));
    }

    List<TestRecord<byte[], byte[]>> deliveries() {
        return output(NAMES.deliveries());
    }

    /** Returns the records that were written to the fan-out topic. */
    List<TestRecord<byte[], byte[]>> handedOver() {
        return output(NAMES.fanout());
    }

    /**
     * Writes one part in a separate transaction.
     *
     * @return its deliveries, its records for the fan-out topic, and its quarantine records
     */
    Part writePart(TestRecord<byte[], byte[]> handedOver) {
        transaction.reset();
        parts.pipeInput(new TestRecord<>(handedOver.key(), handedOver.value(), handedOver.headers(), Instant.EPOCH));
        return new Part(output(largeFanouts, NAMES.deliveries()), output(largeFanouts, NAMES.fanout()),
                output(largeFanouts, NAMES.quarantine()));
    }

    /** Result of processing a record of the fan-out topic. */
    record Part(List<TestRecord<byte[], byte[]>> deliveries, List<TestRecord<byte[], byte[]>> rest,
            List<TestRecord<byte[], byte[]>> quarantine) {
        List<String> subscriptions() {
            return deliveries.stream().map(delivery -> new String(delivery.key(), StandardCharsets.UTF_8)).toList();
        }
    }

    List<TestRecord<byte[], byte[]>> quarantine() {
        return output(NAMES.quarantine());
    }

    List<TestRecord<byte[], byte[]>> endpointStatus() {
        return output(NAMES.endpointStatus());
    }

    List<TestRecord<byte[], byte[]>> applied() {
        return output(NAMES.applied());
    }

    double count(RouterMeter meter, String... tags) {
        return meters.get(meter.spec().name()).tags(tags).counter().count();
    }

    static Map<String, String> headers(TestRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            if (headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)) != null) {
                throw new AssertionError("header " + header.key() + " is there twice");
            }
        }
        return headers;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private List<TestRecord<byte[], byte[]>> output(String topic) {
        return output(driver, topic);
    }

    private static List<TestRecord<byte[], byte[]>> output(TopologyTestDriver driver, String topic) {
        TestOutputTopic<byte[], byte[]> output = driver.createOutputTopic(topic, new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        return output.readRecordsToList();
    }

    @Override
    public void close() {
        largeFanouts.close();
        driver.close();
    }
}
