package dev.carteiro.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pause and resume on a real broker. */
@ExtendWith(SharedBroker.class)
class PauseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private TestInstallation installation;

    @BeforeEach
    void installTopics(Broker broker) {
        installation = new TestInstallation(broker);
        receiver.at("/hook").answers(200);
    }

    @AfterEach
    void close() {
        installation.close();
        receiver.close();
    }

    @Test
    void heldDeliveriesAreReleasedOnceAndOldestFirstAcrossARestart() throws Exception {
        List<String> ids = ids("dlv_", 500);
        long paused = apply("paused");
        Dispatcher first = installation.startDispatcher();
        installation.deliverInOrder(ids, "sub", paused);
        installation.await(installation.names().held(), ids.size());
        first.close();
        installation.startDispatcher();
        List<String> more = ids("more_", 5);
        installation.deliverInOrder(more, "sub", paused);
        installation.await(installation.names().held(), ids.size() + more.size());
        assertThat(receiver.requests()).isEmpty();

        apply("active");

        List<String> all = new ArrayList<>(ids);
        all.addAll(more);
        receiver.awaitRequests(all.size(), PATIENCE);
        assertThat(received()).containsExactlyElementsOf(all);
        installation.awaitEverythingCommitted();
        assertEachHeldRecordWasReleasedOnce(all);
        awaitNoMarker();
        assertThat(receiver.requests()).hasSize(all.size());
    }

    @Test
    void theMarkerIsWrittenWithTheFirstHeldRecordAndRemovedWithTheLast() throws Exception {
        long paused = apply("paused");
        installation.startDispatcher();
        installation.deliverInOrder(ids("dlv_", 3), "sub", paused);
        installation.await(installation.names().held(), 3);

        assertThat(markers()).containsOnlyKeys("resume/1/sub");
        apply("active");
        receiver.awaitRequests(3, PATIENCE);
        awaitNoMarker();
        installation.deliverInOrder(List.of("later"), "sub", paused);

        assertThat(receiver.awaitRequests(4, PATIENCE)).hasSize(4);
        assertThat(installation.read(installation.names().held())).hasSize(3);
    }

    @Test
    void heldDeliveriesOfADeletedSubscriptionAreDroppedWithAnOutcomeEach() throws Exception {
        List<String> ids = ids("dlv_", 20);
        long paused = apply("paused");
        installation.startDispatcher();
        installation.deliverInOrder(ids, "sub", paused);
        installation.await(installation.names().held(), ids.size());

        installation.delete("sub");

        List<String> cancelled = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : installation.await(installation.names().attempts(), ids.size())) {
            assertThat(StrictJson.tree(record.value()).get("outcome").asText()).isEqualTo("cancelled");
            cancelled.add(StrictJson.tree(record.value()).get("delivery").asText());
        }
        assertThat(cancelled).containsExactlyInAnyOrderElementsOf(ids);
        awaitNoMarker();
        assertThat(receiver.requests()).isEmpty();
    }

    /** A second dispatcher takes over partitions during a release, and then all of them. */
    @Test
    void aReleaseContinuesWhereItsFormerOwnerStopped() throws Exception {
        List<String> ids = ids("dlv_", 3_000);
        long paused = apply("paused");
        Dispatcher first = installation.startDispatcher();
        installation.deliverAll(ids, "sub", paused, "{\"event\":\"a\",\"data\":{}}");
        installation.await(installation.names().held(), ids.size());
        apply("active");
        receiver.awaitRequests(50, PATIENCE);
        installation.startDispatcher();
        receiver.awaitRequests(300, PATIENCE);
        first.close();

        Awaitility.await().atMost(PATIENCE).until(() -> received().stream().distinct().count() >= ids.size());
        installation.awaitEverythingCommitted();
        assertEachHeldRecordWasReleasedOnce(ids);
        awaitNoMarker();
    }

    @Test
    void theRestStaysHeldWhenPausedAgainDuringARelease() throws Exception {
        List<String> ids = ids("dlv_", 2_000);
        long paused = apply("paused");
        installation.startDispatcher();
        installation.deliverInOrder(ids, "sub", paused);
        installation.await(installation.names().held(), ids.size());
        apply("active");
        receiver.awaitRequests(20, PATIENCE);

        apply("paused");

        installation.awaitEverythingCommitted();
        // Attempts that were in flight when the pause took effect have ended by now; nothing else is sent.
        int sent = receiver.requests().size();
        assertThat(markers()).containsOnlyKeys("resume/1/sub");
        apply("active");
        receiver.awaitRequests(ids.size(), PATIENCE);
        assertThat(sent).isLessThan(ids.size());
        assertThat(received()).containsExactlyInAnyOrderElementsOf(ids);
        installation.awaitEverythingCommitted();
        awaitNoMarker();
    }

    private long apply(String state) {
        return installation.apply("sub",
                "{\"targetUrl\": \"%s\", \"events\": [\"*\"], \"maxInFlight\": 1, \"state\": \"%s\"}"
                        .formatted(receiver.uri("/hook"), state));
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private List<String> received() {
        return receiver.requests().stream().map((ReceivedRequest request) -> request.headers().first("webhook-id"))
                .toList();
    }

    private void assertEachHeldRecordWasReleasedOnce(List<String> ids) {
        List<String> released = installation.read(installation.names().deliveries()).stream()
                .filter(record -> header(record, "released") != null).map(record -> header(record, "delivery"))
                .toList();
        assertThat(released).containsExactlyInAnyOrderElementsOf(ids);
    }

    private void awaitNoMarker() {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(markers()).isEmpty());
    }

    private Map<String, String> markers() {
        Map<String, String> markers = new HashMap<>();
        installation.read(installation.names().jobs()).forEach(record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                markers.remove(key);
            } else {
                markers.put(key, new String(record.value(), StandardCharsets.UTF_8));
            }
        });
        return markers;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
