package dev.carteiro.router;

import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMeter;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.router.progress.Activities;
import dev.carteiro.schemas.target.AllowedTargets;
import dev.carteiro.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** The router's topology in Streams' test driver, with its real configuration and a clock that stands still. */
final class TopologyFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final TopicNames NAMES = TopicNames.DEFAULT;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> subscriptions;
    private final TestInputTopic<byte[], byte[]> events;

    TopologyFixture(Path directory) {
        RouterSettings settings = RouterSettings.of(NAMES, AllowedTargets.NONE, Map.of("bootstrap.servers", "none:1"),
                directory);
        SubscriptionIndex index = new SubscriptionIndex();
        RouterMetrics metrics = new RouterMetrics(meters);
        metrics.observe(index);
        driver = new TopologyTestDriver(RouterTopology.of(settings, index, metrics, InstantSource.fixed(NOW),
                new Activities()),
                StreamsProperties.of(settings));
        subscriptions = input(NAMES.subscriptions());
        events = input(NAMES.events());
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
        TestOutputTopic<byte[], byte[]> output = driver.createOutputTopic(topic, new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        return output.readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
