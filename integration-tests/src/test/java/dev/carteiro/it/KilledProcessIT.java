package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Routers and dispatchers in processes of their own, killed while they work. */
@ExtendWith(SharedBroker.class)
class KilledProcessIT {
    private static final int MANY_EVENTS = 100_000;

    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @TempDir
    private Path directory;

    private Broker broker;
    private Pipeline pipeline;
    private Processes processes;

    @BeforeEach
    void createTopics(Broker shared) {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), directory);
        processes = new Processes(directory,
                Map.of("CARTEIRO_TOPICS_PREFIX", shared.prefix(), "CARTEIRO_TOPICS_RETRY_TIERS", "200ms,1s,5s"));
    }

    @AfterEach
    void close() {
        processes.close();
        pipeline.close();
        receiver.close();
    }

    @Test
    void aRouterKilledAmongManyEventsLeavesOneDeliveryPerEventAndSubscription() throws Exception {
        Process router = startRouter();
        subscribe("one", "{\"targetUrl\": \"http://127.0.0.1:9/\", \"events\": [\"order.*\"]}");
        subscribe("two", "{\"targetUrl\": \"http://127.0.0.1:9/\", \"events\": [\"order.paid\"]}");
        publish(MANY_EVENTS);
        broker.awaitRecords(pipeline.names().deliveries(), MANY_EVENTS / 5, Pipeline.TIMEOUT);
        processes.kill(router);
        int whenKilled = broker.readAll(pipeline.names().deliveries()).size();
        startRouter();

        List<ConsumerRecord<byte[], byte[]>> deliveries = broker.awaitRecords(pipeline.names().deliveries(),
                2 * MANY_EVENTS, Duration.ofMinutes(2));

        assertThat(whenKilled).isLessThan(2 * MANY_EVENTS);
        assertThat(new HashSet<>(ids(deliveries))).hasSize(2 * MANY_EVENTS);
        assertThat(broker.readAll(pipeline.names().deliveries(), Pipeline.TIMEOUT)).hasSize(2 * MANY_EVENTS);
    }

    /** Each part has about ten records of 200 KB; ten parts remain when the router is killed. */
    @Test
    void aRouterKilledInTheMiddleOfALargeFanoutLeavesOneDeliveryPerSubscription() throws Exception {
        int subscriptions = 200;
        try (Processes small = new Processes(directory,
                Map.of("CARTEIRO_TOPICS_PREFIX", broker.prefix(), "CARTEIRO_TOPICS_RETRY_TIERS", "200ms,1s,5s",
                        "CARTEIRO_ROUTER_MAX_TRANSACTION_BYTES", "2097152"))) {
            Process router = startRouter(small);
            List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
            Set<String> expected = new HashSet<>();
            for (int i = 0; i < subscriptions; i++) {
                written.add(new ProducerRecord<>(pipeline.names().subscriptions(),
                        ("s" + i).getBytes(StandardCharsets.UTF_8),
                        "{\"targetUrl\": \"http://127.0.0.1:9/\", \"events\": [\"order.*\"]}"
                                .getBytes(StandardCharsets.UTF_8)));
                expected.add(new DeliveryId(pipeline.names().events(), "large").forSubscription("s" + i));
            }
            broker.produceAll(written);
            broker.awaitRecords(pipeline.names().applied(), subscriptions, Pipeline.TIMEOUT);
            FixedWait.millis(500);
            broker.produce(pipeline.names().events(), "k",
                    "{\"id\":\"large\",\"event\":\"order.paid\",\"data\":{\"x\":\""
                            + "x".repeat(200_000) + "\"}}");
            broker.awaitRecords(pipeline.names().deliveries(), subscriptions / 4, Pipeline.TIMEOUT);
            small.kill(router);
            int whenKilled = broker.readAll(pipeline.names().deliveries()).size();
            startRouter(small);

            broker.awaitRecords(pipeline.names().deliveries(), subscriptions, Pipeline.TIMEOUT);

            assertThat(whenKilled).isLessThan(subscriptions);
            assertThat(ids(broker.readAll(pipeline.names().deliveries(), Pipeline.TIMEOUT)))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** A killed static member's successor does not wait for the end of its session. */
    @Test
    void aKilledDispatcherIsReplacedAtOnceAndLosesNothing() throws Exception {
        receiver.at("/hook").answers(200);
        startRouter();
        Process dispatcher = startDispatcher();
        subscribe("sub", "{\"targetUrl\": \"%s\", \"events\": [\"order.*\"]}".formatted(receiver.uri("/hook")));
        int events = 20_000;
        Set<String> expected = publish(events);
        receiver.awaitRequests(events / 10, Pipeline.TIMEOUT);
        processes.kill(dispatcher);
        int whenKilled = receiver.requests().size();
        startDispatcher();

        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> distinctIds().size() >= events);

        assertThat(whenKilled).isLessThan(events);
        assertThat(distinctIds()).isEqualTo(expected);
        // Only requests in flight or of the last commit interval are repeated.
        assertThat(receiver.requests().size() - events).isLessThan(2_000);
    }

    private static List<String> ids(List<ConsumerRecord<byte[], byte[]>> deliveries) {
        return deliveries.stream().map(
                delivery -> new String(delivery.headers().lastHeader("delivery").value(), StandardCharsets.UTF_8))
                .toList();
    }

    private Process startRouter() {
        return startRouter(processes);
    }

    private Process startRouter(Processes of) {
        return of.startReady("router", "--bootstrap-servers", broker.bootstrapServers(), "--metrics-port", "0",
                "--instance-id", "router-1", "--allow-target", "127.0.0.0/8");
    }

    private Process startDispatcher() {
        return processes.startReady("dispatcher", "--bootstrap-servers", broker.bootstrapServers(), "--metrics-port",
                "0", "--instance-id", "dispatcher-1", "--allow-target", "127.0.0.0/8");
    }

    private void subscribe(String id, String subscription) {
        int before = broker.readAll(pipeline.names().applied()).size();
        broker.produce(pipeline.names().subscriptions(), id, subscription);
        broker.awaitRecords(pipeline.names().applied(), before + 1, Pipeline.TIMEOUT);
        FixedWait.millis(500);
    }

    /** @return the ids of the deliveries to the subscription {@code sub} */
    private Set<String> publish(int count) {
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String event = "{\"id\":\"evt_%d\",\"event\":\"order.paid\",\"data\":{\"n\":%d}}".formatted(i, i);
            events.add(new ProducerRecord<>(pipeline.names().events(),
                    ("order-" + i).getBytes(StandardCharsets.UTF_8), event.getBytes(StandardCharsets.UTF_8)));
            ids.add(new DeliveryId(pipeline.names().events(), "evt_" + i).forSubscription("sub"));
        }
        broker.produceAll(events);
        return ids;
    }

    private Set<String> distinctIds() {
        Set<String> ids = new HashSet<>();
        for (ReceivedRequest request : receiver.requests()) {
            ids.add(String.valueOf(request.headers().first("webhook-id")));
        }
        return ids;
    }
}
