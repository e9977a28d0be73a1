package dev.carteiro.router;

import static dev.carteiro.router.TopologyFixture.bytes;
import static dev.carteiro.router.TopologyFixture.headers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.router.TopologyFixture.Part;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMeter;
import dev.carteiro.schemas.delivery.DeliveryId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of events whose deliveries do not fit into one transaction of 2 MiB. */
class LargeFanoutTest {
    private static final int LARGE = 500_000;

    @TempDir
    Path directory;
    private TopologyFixture router;

    @BeforeEach
    void start() {
        router = new TopologyFixture(directory, settings -> settings
                .withMaxTransactionBytes(RouterSettings.MIN_TRANSACTION_BYTES).withMaxFanoutBytes(20_000_000));
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void writesPartsInTheOrderOfSubscriptionIds() {
        subscribe(10);
        router.publish(event("evt_1", LARGE));

        assertThat(router.deliveries()).isEmpty();
        List<TestRecord<byte[], byte[]>> handedOver = router.handedOver();
        assertThat(handedOver).hasSize(1);
        assertThat(router.count(RouterMeter.LARGE_FANOUTS)).isEqualTo(1);
        assertThat(router.count(RouterMeter.DELIVERIES)).isZero();
        Part first = router.writePart(handedOver.getFirst());
        Part second = router.writePart(first.rest().getFirst());
        Part third = router.writePart(second.rest().getFirst());

        assertThat(first.subscriptions()).containsExactly("s0", "s1", "s2", "s3");
        assertThat(second.subscriptions()).containsExactly("s4", "s5", "s6", "s7");
        assertThat(third.subscriptions()).containsExactly("s8", "s9");
        assertThat(third.rest()).isEmpty();
        assertThat(router.count(RouterMeter.DELIVERIES)).isEqualTo(10);
        assertThat(router.count(RouterMeter.EVENTS, "result", "matched")).isEqualTo(1);
    }

    @Test
    void writesTheSameDeliveriesAsASmallFanout() {
        subscribe(10);
        router.publish(event("evt_1", 10));
        List<TestRecord<byte[], byte[]>> small = router.deliveries();
        router.publish(event("evt_1", LARGE));

        List<TestRecord<byte[], byte[]>> large = allParts(router.handedOver().getFirst());

        large.forEach(delivery -> delivery.headers().remove("event-offset").add("event-offset", bytes("0")));
        assertThat(large.stream().map(LargeFanoutTest::withoutValue).toList())
                .containsExactlyInAnyOrderElementsOf(small.stream().map(LargeFanoutTest::withoutValue).toList());
        assertThat(large).allSatisfy(delivery -> assertThat(delivery.value()).hasSizeGreaterThan(LARGE));
    }

    /** The records come from the previous version and from a future one. */
    @Test
    void readsAndKeepsHeadersOfOtherVersions() {
        subscribe(10);
        router.publish(event("evt_1", LARGE));
        TestRecord<byte[], byte[]> other = router.handedOver().getFirst();
        List.of("headers-version", "event-topic", "event-partition", "event-offset", "event-key")
                .forEach(other.headers()::remove);
        other.headers().add("headers-version", bytes("9")).add("later", bytes("x"));

        assertThat(allParts(other)).hasSize(10).allSatisfy(delivery -> assertThat(headers(delivery))
                .containsEntry("headers-version", "9").containsEntry("later", "x")
                .containsEntry("event-topic", "carteiro.events").containsEntry("event-offset", "0")
                .containsEntry("event-key", "entity-1").doesNotContainKeys("fanout-topic", "fanout-after"));
    }

    @Test
    void keepsTheAttributesOfABinaryCloudEvent() {
        subscribe(10, "'tenant': 'acme', 'context': 'crm', ");
        RecordHeaders headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", "42", "ce_source", "/shop", "ce_type", "a", "ce_tenant", "acme",
                "ce_context", "crm", "content-type", "application/json", "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").forEach(
                        (name, value) -> headers.add(name, bytes(value)));
        router.publish(bytes("\"" + "x".repeat(LARGE) + "\""), headers);

        List<TestRecord<byte[], byte[]>> deliveries = allParts(router.handedOver().getFirst());

        assertThat(deliveries).hasSize(10).allSatisfy(delivery -> assertThat(headers(delivery))
                .containsEntry("ce_id", "42").containsEntry("ce_context", "crm").containsEntry("tenant", "acme")
                .containsEntry("content-type", "application/json").containsKey("traceparent")
                .containsEntry("delivery", new DeliveryId("/shop", "42")
                        .forSubscription(new String(delivery.key(), StandardCharsets.UTF_8))));
    }

    @Test
    void deliversOnceToSubscriptionsThatChangeBetweenParts() {
        subscribe(8);
        router.publish(event("evt_1", LARGE));
        Part first = router.writePart(router.handedOver().getFirst());

        router.subscribe("s1", "{'targetUrl': 'https://example.com/changed', 'event': '*'}");
        router.subscribe("s0a", "{'targetUrl': 'https://example.com', 'event': '*'}");
        router.subscribe("s5", null);
        router.subscribe("s5a", "{'targetUrl': 'https://example.com', 'event': '*'}");
        router.subscribe("s6", "{'targetUrl': 'https://example.com', 'event': 'another'}");
        Part second = router.writePart(first.rest().getFirst());

        assertThat(first.subscriptions()).containsExactly("s0", "s1", "s2", "s3");
        assertThat(second.subscriptions()).containsExactly("s4", "s5a", "s7");
        assertThat(second.rest()).isEmpty();
    }

    @Test
    void addsNoEventWithSeveralMatchesToAFullTransaction() {
        subscribe(3);
        router.publish(event("evt_1", LARGE));
        router.publish(event("evt_2", LARGE));
        router.commit();
        router.publish(event("evt_3", LARGE));

        assertThat(eventIds(router.deliveries())).containsExactly("evt_1", "evt_1", "evt_1", "evt_3", "evt_3", "evt_3");
        assertThat(eventIds(router.handedOver())).containsExactly("evt_2");
    }

    /** A record for the fan-out topic would not be smaller. */
    @Test
    void writesAnEventWithOneMatchInAnyCase() {
        subscribe(1);
        for (int i = 0; i < 8; i++) {
            router.publish(event("evt_" + i, LARGE));
        }

        assertThat(router.deliveries()).hasSize(8);
        assertThat(router.handedOver()).isEmpty();
    }

    @Test
    void quarantinesAnOversizedFanoutOnceWithCountAndBytes() {
        subscribe(41);
        router.publish(event("evt_1", LARGE));

        assertThat(router.deliveries()).isEmpty();
        assertThat(router.handedOver()).isEmpty();
        assertThat(router.quarantine()).singleElement().satisfies(kept -> {
            assertThat(kept.value()).hasSizeGreaterThan(LARGE);
            assertThat(headers(kept)).containsEntry("quarantine-reason", "fan-out-too-large")
                    .containsEntry("quarantine-offset", "0");
            assertThat(headers(kept).get("quarantine-detail"))
                    .matches(
                            "the event matches 41 subscriptions, whose deliveries take 205\\d{5} bytes; at most 20000000"
                                    + " are allowed for one event \\(router.max-fanout-bytes\\)");
        });
    }

    @Test
    void reportsAFailedFilterOnceWithItsPart() {
        subscribe(8);
        router.subscribe("s1",
                "{'targetUrl': 'https://example.com', 'event': '*', 'filter': {'data': {'n': [1]}}}");
        router.subscribe("s6",
                "{'targetUrl': 'https://example.com', 'event': '*', 'filter': {'data': {'n': [1]}}}");
        router.publish("{'id': 'evt_1', 'event': 'a', 'data': {'n': [" + "0,".repeat(LARGE / 2) + "0]}}");

        assertThat(router.quarantine()).isEmpty();
        Part first = router.writePart(router.handedOver().getFirst());
        Part second = router.writePart(first.rest().getFirst());

        assertThat(first.subscriptions()).containsExactly("s0", "s2", "s3", "s4");
        assertThat(second.subscriptions()).containsExactly("s5", "s7");
        assertThat(first.quarantine()).singleElement().satisfies(kept -> {
            assertThat(kept.key()).isEqualTo(bytes("entity-1"));
            assertThat(headers(kept)).containsEntry("quarantine-reason", "filter-failed")
                    .containsEntry("quarantine-topic", "carteiro.events").containsEntry("quarantine-offset", "0");
            assertThat(headers(kept).get("quarantine-detail")).startsWith("the filter of 1 subscription failed: s1: ");
        });
        assertThat(second.quarantine()).singleElement().satisfies(kept -> assertThat(
                headers(kept).get("quarantine-detail")).startsWith("the filter of 1 subscription failed: s6: "));
    }

    /** Regardless of the number of parts. */
    @Test
    void countsACostlyFilterOncePerEvent() {
        subscribe(10);
        router.subscribe("costly",
                "{'targetUrl': 'https://example.com', 'event': 'a', 'filter': {'data': {'n': [1, 2]}}}");
        String costly = "{'event': 'a', 'data': {'n': [" + "0,".repeat(240_000) + "0]}}";
        router.publish(costly);
        TestRecord<byte[], byte[]> handedOver = router.handedOver().getFirst();
        List<TestRecord<byte[], byte[]>> quarantined = new ArrayList<>();
        for (int i = 0; i < SubscriptionIndex.MAX_FAILURES; i++) {
            quarantined.addAll(router.writePart(handedOver).quarantine());
        }

        assertThat(quarantined).hasSize(SubscriptionIndex.MAX_FAILURES);
        router.commit();
        router.publish("{'event': 'a', 'data': {'n': 1}}");
        assertThat(router.deliveries()).hasSize(11);
        assertThat(router.endpointStatus()).isEmpty();
    }

    @Test
    void quarantinesForeignRecords() {
        Part part = router.writePart(new TestRecord<>(bytes("k"), bytes("{}")));

        assertThat(part.deliveries()).isEmpty();
        assertThat(part.quarantine()).singleElement().satisfies(kept -> assertThat(headers(kept))
                .containsEntry("quarantine-reason", "invalid-event").containsEntry("quarantine-topic",
                        "one-part"));
    }

    private List<TestRecord<byte[], byte[]>> allParts(TestRecord<byte[], byte[]> handedOver) {
        List<TestRecord<byte[], byte[]>> deliveries = new ArrayList<>();
        List<TestRecord<byte[], byte[]>> next = List.of(handedOver);
        while (!next.isEmpty()) {
            Part part = router.writePart(next.getFirst());
            deliveries.addAll(part.deliveries());
            next = part.rest();
        }
        return deliveries;
    }

    private void subscribe(int count) {
        subscribe(count, "");
    }

    private void subscribe(int count, String more) {
        IntStream.range(0, count).forEach(i -> router.subscribe("s" + i,
                "{'targetUrl': 'https://example.com', " + more + "'event': '*'}"));
    }

    private static String event(String id, int size) {
        return "{'id': '" + id + "', 'event': 'a', 'data': {'x': '" + "x".repeat(size) + "'}}";
    }

    private static List<String> eventIds(List<TestRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> headers(record).get("event-id")).toList();
    }

    private static Map<String, String> withoutValue(TestRecord<byte[], byte[]> delivery) {
        Map<String, String> all = new TreeMap<>(headers(delivery));
        all.put("key", new String(delivery.key(), StandardCharsets.UTF_8));
        return all;
    }
}
