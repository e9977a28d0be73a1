package dev.carteiro.router;

import static dev.carteiro.router.TopologyFixture.bytes;
import static dev.carteiro.router.TopologyFixture.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMeter;
import dev.carteiro.schemas.endpoint.DisabledReason;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.wire.WireSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoutingTopologyTest {
    private static final String CONTRACT = """
            {"id": "evt_1", "event": "person.created", "context": "crm", "tenant": "acme",
             "data": {"id": "abc12345", "firstName": "Alice"}, "timestamp": "2025-02-10T15:30:50Z"}""";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @TempDir
    Path directory;
    private TopologyFixture router;

    @BeforeEach
    void start() {
        router = new TopologyFixture(directory);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void deliversAContractEventWithExactlyTheseHeaders() {
        router.subscribe("other", "{'targetUrl': 'https://example.com', 'event': 'x'}");
        router.subscribe("sub_1", "{'targetUrl': 'https://example.com', 'event': 'person.*', 'tenant': 'acme'}");

        router.publish(bytes(CONTRACT), new RecordHeaders());

        assertThat(router.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.key()).asString(StandardCharsets.UTF_8).isEqualTo("sub_1");
            assertThat(delivery.value()).asString(StandardCharsets.UTF_8).isEqualTo(CONTRACT);
            assertThat(delivery.getRecordTime()).isEqualTo(TopologyFixture.NOW);
            assertThat(headers(delivery)).isEqualTo(joined(Map.of("delivery",
                    "dlv_858caca14cd3d409a001451346f4d84e", "event", "person.created", "event-id", "evt_1", "source",
                    "carteiro.events", "time", "2025-02-10T15:30:50Z", "format", "json", "tenant", "acme", "version",
                    "1", "matched", "1767323045678"),
                    Map.of("headers-version", "1", "event-topic", "carteiro.events",
                            "event-partition", "0", "event-offset", "0", "event-key", "entity-1")));
        });
        assertThat(router.quarantine()).isEmpty();
        assertThat(router.count(RouterMeter.EVENTS, "result", "matched")).isEqualTo(1);
        assertThat(router.count(RouterMeter.DELIVERIES)).isEqualTo(1);
    }

    private static Map<String, String> joined(Map<String, String> some, Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(some);
        all.putAll(others);
        return all;
    }

    static Stream<Arguments> tooManyHeaders() {
        return Stream.of(Arguments.of("", null, 600_000, "1200000"), Arguments.of("ce_a", "", 80_000, "480000"),
                Arguments.of("ce_specversion", "1.0", 80_000, "1520000"), Arguments.of("", "", 240_000, "480000"));
    }

    @ParameterizedTest
    @MethodSource("tooManyHeaders")
    void quarantinesAnEventWithTooManyHeadersInARecordThatFits(String name, @Nullable String value, int count,
            String size) {
        router.subscribe("s", "{'targetUrl': 'https://example.com', 'event': '*'}");
        Header[] headers = new Header[count];
        Arrays.fill(headers, new RecordHeader(name, value == null ? null : bytes(value)));

        router.publish(bytes("{\"event\": \"e\", \"data\": {}}"), new RecordHeaders(headers));
        router.publish("{'event': 'e', 'data': {}}");

        assertThat(router.deliveries()).hasSize(1);
        assertThat(router.quarantine()).singleElement().satisfies(kept -> {
            assertThat(WireSize.of(kept.key(), kept.value(), kept.headers())).isLessThan(70_000);
            assertThat(last(kept, "quarantine-reason")).isEqualTo("too-large");
            assertThat(last(kept, "quarantine-detail"))
                    .isEqualTo("the record's headers have " + size + " bytes; at most 65536 are allowed");
        });
    }

    @Test
    void quarantinesAnOversizedEventWithItsPositionAndSize() {
        router.publish(null, new RecordHeaders().add("carteiro-unread-bytes", bytes("734003200")));

        assertThat(router.quarantine()).singleElement().satisfies(kept -> {
            assertThat(last(kept, "quarantine-offset")).isEqualTo("0");
            assertThat(last(kept, "quarantine-detail"))
                    .isEqualTo("the record has 734003200 bytes when decompressed; at most 1048588 are allowed");
        });
        assertThat(router.count(RouterMeter.EVENTS, "result", "quarantined")).isEqualTo(1);
    }

    private static String last(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void givesTheSameIdsToARepeatedEvent() {
        router.subscribe("a", "{'targetUrl': 'https://example.com', 'event': '*'}");
        router.subscribe("b", "{'targetUrl': 'https://example.com', 'event': '*'}");

        router.publish("{'id': '1', 'event': 'e', 'data': {}}");
        router.publish("{'id': '1', 'event': 'e', 'data': {}}");

        List<String> ids = router.deliveries().stream()
                .map(delivery -> new String(delivery.key(), StandardCharsets.UTF_8) + headers(delivery).get("delivery"))
                .toList();
        assertThat(ids).hasSize(4);
        assertThat(Set.copyOf(ids)).hasSize(2);
    }

    @Test
    void derivesMissingIdAndTimeFromTheRecord() {
        router.subscribe("s", "{'targetUrl': 'https://example.com', 'event': '*'}");

        router.publish(bytes("{\"event\": \"e\", \"data\": {}}"), new RecordHeaders(), Instant.ofEpochSecond(86_400));
        router.publish(bytes("{\"event\": \"e\", \"data\": {}}"), new RecordHeaders(),
                Instant.parse("2099-01-01T00:00:00Z"));

        assertThat(router.deliveries()).extracting(delivery -> headers(delivery).get("event-id"),
                delivery -> headers(delivery).get("time"), TestRecord::getRecordTime).containsExactly(
                        tuple("carteiro.events-0-0", "1970-01-02T00:00:00Z",
                                TopologyFixture.NOW),
                        tuple("carteiro.events-0-1", "2099-01-01T00:00:00Z",
                                TopologyFixture.NOW));
    }

    @Test
    void publishesThatASubscriptionIsSwitchedOff() {
        router.subscribe("s", "{'targetUrl': 'https://example.com', 'event': 'e', 'filter': {'data': {'n': [1, 2]}}}");
        String costly = "{'event': 'e', 'data': {'n': [" + "0,".repeat(120_000) + "0]}}";
        for (int i = 0; i < SubscriptionIndex.MAX_FAILURES + 5; i++) {
            router.publish(costly);
        }

        assertThat(router.quarantine()).hasSize(SubscriptionIndex.MAX_FAILURES);
        assertThat(router.endpointStatus()).singleElement().satisfies(status -> {
            assertThat(status.key()).asString(StandardCharsets.UTF_8).isEqualTo("s");
            assertThat(EndpointStatus.read(status.value()))
                    .isEqualTo(new EndpointStatus.Disabled(TopologyFixture.NOW, 0,
                            DisabledReason.FILTER_TOO_COSTLY));
        });
        assertThat(router.count(RouterMeter.EVENTS, "result", "unmatched")).isEqualTo(5);
    }

    @Test
    void readsCloudEventsInBinaryMode() {
        router.subscribe("s", "{'targetUrl': 'https://example.com', 'event': 'order.*', 'tenant': 'acme',"
                + "'context': 'crm', 'filter': {'data': {'n': [{'numeric': ['>', 1]}]}, 'event': ['order.paid']}}");

        Headers headers = new RecordHeaders().add("ce_specversion", bytes("1.0")).add("ce_id", bytes("42"))
                .add("ce_source", bytes("/shop")).add("ce_type", bytes("order.paid")).add("ce_tenant", bytes("acme"))
                .add("ce_context", bytes("crm")).add("ce_time", bytes("2025-02-10T15:30:50Z"))
                .add("content-type", bytes("application/json"));
        router.publish(bytes("{\"n\": 2}"), headers);

        assertThat(router.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"n\": 2}");
            assertThat(headers(delivery)).containsEntry("format", "ce-binary").containsEntry("event-id", "42")
                    .containsEntry("source", "/shop").containsEntry("ce_type", "order.paid")
                    .containsEntry("content-type", "application/json");
        });
    }

    @Test
    void readsCloudEventsInStructuredMode() {
        router.subscribe("s", "{'targetUrl': 'https://example.com', 'event': 'order.*'}");
        String json = "{\"specversion\":\"1.0\",\"id\":\"42\",\"source\":\"/shop\",\"type\":\"order.paid\",\"data\":[1]}";

        router.publish(bytes(json),
                new RecordHeaders().add("content-type", bytes("application/cloudevents+json; charset=utf-8")));

        assertThat(router.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.value()).asString(StandardCharsets.UTF_8).isEqualTo(json);
            assertThat(headers(delivery)).containsEntry("format", "ce").containsEntry("event", "order.paid");
        });
    }

    @Test
    void copiesOnlyAValidTraceContextAndNoOtherHeader() {
        router.subscribe("s", "{'targetUrl': 'https://example.com', 'event': '*'}");
        router.publish(bytes("{\"event\":\"e\",\"data\":{}}"), new RecordHeaders().add("traceparent", bytes(TRACE))
                .add("tracestate", bytes("a=1")).add("x-secret", bytes("no")).add("null", null));
        router.publish(bytes("{\"event\":\"e\",\"data\":{}}"), new RecordHeaders().add("traceparent", bytes("nonsense"))
                .add("tracestate", bytes("a=1")));

        assertThat(router.deliveries()).satisfiesExactly(
                first -> assertThat(headers(first)).containsEntry("traceparent", TRACE)
                        .containsEntry("tracestate", "a=1")
                        .doesNotContainKeys("x-secret", "null"),
                second -> assertThat(headers(second)).doesNotContainKeys("traceparent", "tracestate"));
    }

    @Test
    void writesNothingForAnUnmatchedEvent() {
        router.publish(bytes(CONTRACT), new RecordHeaders());

        assertThat(router.deliveries()).isEmpty();
        assertThat(router.quarantine()).isEmpty();
        assertThat(router.count(RouterMeter.EVENTS, "result", "unmatched")).isEqualTo(1);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(Arguments.of("no json", bytes("hello"), "invalid-json"),
                Arguments.of("empty", new byte[0], "invalid-json"), Arguments.of("null", null, "null-value"),
                Arguments.of("two documents", bytes("{\"event\":\"e\",\"data\":{}} {}"), "invalid-json"),
                Arguments.of("no object", bytes("[]"), "invalid-json"),
                Arguments.of("member twice", bytes("{\"event\":\"e\",\"event\":\"f\",\"data\":{}}"), "invalid-json"),
                Arguments.of("no type", bytes("{\"data\":{}}"), "invalid-event"),
                Arguments.of("no data", bytes("{\"event\":\"e\"}"), "invalid-event"),
                Arguments.of("type is a number", bytes("{\"event\":1,\"data\":{}}"), "invalid-event"),
                Arguments.of("data is text", bytes("{\"event\":\"e\",\"data\":\"x\"}"), "invalid-event"),
                Arguments.of("bad time", bytes("{\"event\":\"e\",\"data\":{},\"timestamp\":\"now\"}"), "invalid-event"),
                Arguments.of("header injection", bytes("{\"event\":\"e\",\"data\":{},\"id\":\"a\\r\\nb\"}"),
                        "invalid-event"),
                Arguments.of("no utf-8", new byte[]{'{', '"', (byte) 0xc3, '"', '}'}, "invalid-json"),
                Arguments.of("deep", bytes("[".repeat(100_000)), "invalid-json"),
                Arguments.of("deep data", bytes("{\"event\":\"e\",\"data\":" + "{\"a\":".repeat(100_000)),
                        "invalid-json"),
                Arguments.of("too large", new byte[512 * 1024 + 1], "too-large"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void quarantinesInvalidEventsAndContinues(String name, byte[] value, String reason) {
        router.subscribe("s", "{'targetUrl': 'https://example.com', 'event': '*'}");

        router.publish("{'event': 'before', 'data': {}}");
        router.publish(value, new RecordHeaders().add("mine", bytes("kept")), Instant.ofEpochMilli(7));
        router.publish("{'event': 'after', 'data': {}}");

        assertThat(router.quarantine()).singleElement().satisfies(kept -> {
            assertThat(kept.key()).isEqualTo(bytes("entity-1"));
            assertThat(kept.value()).isEqualTo(value);
            assertThat(headers(kept)).containsEntry("quarantine-reason", reason)
                    .containsEntry("quarantine-topic", "carteiro.events").containsEntry("quarantine-partition", "0")
                    .containsEntry("quarantine-offset", "1").containsEntry("quarantine-timestamp", "7")
                    .containsEntry("mine", "kept").hasSize(7);
            assertThat(headers(kept).get("quarantine-detail")).isNotBlank().doesNotContain("\n");
        });
        assertThat(router.deliveries()).extracting(delivery -> headers(delivery).get("event")).containsExactly("before",
                "after");
        assertThat(router.count(RouterMeter.QUARANTINED, "reason", reason)).isEqualTo(1);
    }

    @Test
    void routesACloudEventWithoutData() {
        router.subscribe("s", "{'targetUrl': 'https://example.com', 'event': 'aws.s3:*'}");
        router.subscribe("none", "{'targetUrl': 'https://example.com', 'event': '*', 'filter': {'data': [{'exists':"
                + " true}]}}");

        router.publish(null, new RecordHeaders().add("ce_specversion", bytes("1.0")).add("ce_id", bytes("42"))
                .add("ce_source", bytes("/shop")).add("ce_type", bytes("aws.s3:ObjectCreated")));

        assertThat(router.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.key()).asString(StandardCharsets.UTF_8).isEqualTo("s");
            assertThat(delivery.value()).isNull();
        });
        assertThat(router.quarantine()).isEmpty();
    }

    @Test
    void quarantinesAnEventWhoseHeadersMakeItsDeliveryTooLarge() {
        router.subscribe("s", "{'targetUrl': 'https://example.com', 'event': '*'}");
        Headers headers = new RecordHeaders().add("ce_specversion", bytes("1.0")).add("ce_id", bytes("42"))
                .add("ce_source", bytes("/shop")).add("ce_type", bytes("order.paid"));
        for (int i = 0; i < 60; i++) {
            headers.add("ce_x" + i, bytes("\u20ac".repeat(4_096)));
        }

        router.publish(bytes("\"" + "x".repeat(400_000) + "\""), headers);

        assertThat(router.deliveries()).isEmpty();
        assertThat(router.quarantine()).singleElement()
                .satisfies(kept -> assertThat(headers(kept)).containsEntry("quarantine-reason", "too-large"));
    }

    @Test
    void quarantinesAnEventWithFailedFiltersOnceAndDeliversTheRest() {
        router.subscribe("plain", "{'targetUrl': 'https://example.com', 'event': '*'}");
        router.subscribe("f1",
                "{'targetUrl': 'https://example.com', 'event': '*', 'filter': {'data': {'n': [1]}}}");
        router.subscribe("f2",
                "{'targetUrl': 'https://example.com', 'event': '*', 'filter': {'data': {'n': [1]}}}");

        router.publish("{'event': 'e', 'data': {'n': [" + "0,".repeat(250_000) + "0]}}");

        assertThat(router.deliveries()).singleElement().extracting(TestRecord::key).isEqualTo(bytes("plain"));
        assertThat(router.quarantine()).singleElement().satisfies(kept -> assertThat(headers(kept))
                .containsEntry("quarantine-reason", "filter-failed").hasEntrySatisfying("quarantine-detail",
                        detail -> assertThat(detail).startsWith("the filter of 2 subscriptions failed: f1: ")));
    }
}
