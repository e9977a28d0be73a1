package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The path from an event to a signed request. */
@ExtendWith(SharedBroker.class)
class PipelineIT {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String EVENT = """
            {"id": "evt_1", "event": "person.created", "context": "crm", "data": {"id": "abc12345", "firstName": "Alice"},
             "timestamp": "2025-02-10T15:30:50Z"}""";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @TempDir
    private Path state;

    private Broker broker;
    private Pipeline pipeline;

    @BeforeEach
    void start(Broker shared) {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
        receiver.close();
    }

    @Test
    void anEventBecomesASignedRequest() {
        receiver.at("/hook").answers(200);
        pipeline.startRouter("one");
        pipeline.startDispatcher();
        subscribe("sub", "{\"targetUrl\": \"%s\", \"events\": [\"person.*\"], \"secrets\": [\"%s\"]}"
                .formatted(receiver.uri("/hook"), SECRET));
        broker.produce(pipeline.names().events(), "abc12345", EVENT);

        ReceivedRequest request = receiver.awaitRequests(1, Pipeline.TIMEOUT).getFirst();

        assertThat(request.bodyText()).isEqualTo("{\"type\":\"person.created\",\"timestamp\":\"2025-02-10T15:30:50Z\","
                + "\"data\":{\"id\": \"abc12345\", \"firstName\": \"Alice\"}}");
        assertThat(request.headers().first("webhook-id"))
                .isEqualTo(new DeliveryId(pipeline.names().events(), "evt_1").forSubscription("sub"));
        assertThat(SignatureVerifier.of(SECRET).verifies(request.headers()::first, request.body())).isTrue();
        pipeline.requireHealthy();
    }

    @Test
    void tenThousandEventsForFiveSubscriptionsAreFiftyThousandDeliveriesWithoutRepeats() {
        receiver.at("/hook").answers(200);
        pipeline.startRouter("one");
        pipeline.startRouter("two");
        pipeline.startDispatcher();
        pipeline.startDispatcher();
        pipeline.startDispatcher();
        for (int i = 0; i < 5; i++) {
            subscribe("sub" + i,
                    "{\"targetUrl\": \"%s\", \"events\": [\"order.*\"]}".formatted(receiver.uri("/hook")));
        }
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String event = "{\"id\":\"evt_%d\",\"event\":\"order.paid\",\"data\":{\"n\":%d}}".formatted(i, i);
            events.add(new ProducerRecord<>(pipeline.names().events(), utf8("order-" + i), utf8(event)));
            DeliveryId id = new DeliveryId(pipeline.names().events(), "evt_" + i);
            for (int s = 0; s < 5; s++) {
                expected.add(id.forSubscription("sub" + s));
            }
        }
        broker.produceAll(events);

        List<ReceivedRequest> requests = receiver.awaitRequests(50_000, Duration.ofMinutes(4));

        assertThat(distinctIds(requests)).isEqualTo(expected);
        assertThat(receiver.requests()).hasSize(50_000);
        assertThat(broker.awaitRecords(pipeline.names().attempts(), 50_000, Pipeline.TIMEOUT)).hasSize(50_000);
        pipeline.requireHealthy();
    }

    @Test
    void changesOfASubscriptionTakeEffectWhileRunning() {
        receiver.at("/old").answers(200);
        receiver.at("/new").answers(200);
        pipeline.startRouter("one");
        pipeline.startDispatcher();
        subscribe("sub", "{\"targetUrl\": \"%s\", \"events\": [\"a\"]}".formatted(receiver.uri("/old")));
        publish("evt_1", "a");
        receiver.awaitRequests("/old", 1, Pipeline.TIMEOUT);

        subscribe("sub", "{\"targetUrl\": \"%s\", \"events\": [\"a\"]}".formatted(receiver.uri("/new")));
        publish("evt_2", "a");
        receiver.awaitRequests("/new", 1, Pipeline.TIMEOUT);

        broker.produce(pipeline.names().subscriptions(), "sub", "{\"targetUrl\": 5, \"unknown\": true}");
        broker.awaitRecords(pipeline.names().quarantine(), 1, Pipeline.TIMEOUT);
        publish("evt_3", "a");
        receiver.awaitRequests("/new", 2, Pipeline.TIMEOUT);

        unsubscribe("sub");
        publish("evt_4", "a");
        broker.produce(pipeline.names().subscriptions(), "other",
                "{\"targetUrl\": \"%s\", \"events\": [\"b\"]}".formatted(receiver.uri("/old")));
        awaitApplied(4);
        publish("evt_5", "b");
        receiver.awaitRequests("/old", 2, Pipeline.TIMEOUT);
        assertThat(receiver.requests()).hasSize(4);
        pipeline.requireHealthy();
    }

    @Test
    void eventsWithOldOrFutureTimesAreDelivered() {
        receiver.at("/hook").answers(200);
        pipeline.startRouter("one");
        pipeline.startDispatcher();
        subscribe("sub", "{\"targetUrl\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.uri("/hook")));
        broker.createTopic(broker.name("domain"), 1);
        publish("old", "a", "1999-12-31T23:59:59Z");
        publish("future", "a", "2199-12-31T23:59:59Z");

        List<ReceivedRequest> requests = receiver.awaitRequests(2, Pipeline.TIMEOUT);

        assertThat(requests).extracting(ReceivedRequest::bodyText).containsExactlyInAnyOrder(
                "{\"type\":\"a\",\"timestamp\":\"1999-12-31T23:59:59Z\",\"data\":{}}",
                "{\"type\":\"a\",\"timestamp\":\"2199-12-31T23:59:59Z\",\"data\":{}}");
    }

    private void subscribe(String id, String subscription) {
        int before = broker.readAll(pipeline.names().applied()).size();
        broker.produce(pipeline.names().subscriptions(), id, subscription);
        awaitApplied(before + 1);
    }

    private void unsubscribe(String id) {
        int before = broker.readAll(pipeline.names().applied()).size();
        broker.produce(new ProducerRecord<>(pipeline.names().subscriptions(), utf8(id), null));
        awaitApplied(before + 1);
    }

    /** Waits until subscriptions are applied, and a moment for the router's own view: the two are not synchronised, by design. */
    private void awaitApplied(int count) {
        List<ConsumerRecord<byte[], byte[]>> applied = broker.awaitRecords(pipeline.names().applied(), count,
                Pipeline.TIMEOUT);
        assertThat(applied).hasSize(count);
        FixedWait.millis(500);
    }

    private void publish(String id, String type) {
        publish(id, type, "2025-02-10T15:30:50Z");
    }

    private void publish(String id, String type, String time) {
        broker.produce(pipeline.names().events(), id,
                "{\"id\":\"%s\",\"event\":\"%s\",\"timestamp\":\"%s\",\"data\":{}}".formatted(id, type, time));
    }

    private static Set<String> distinctIds(List<ReceivedRequest> requests) {
        Set<String> ids = new HashSet<>();
        for (ReceivedRequest request : requests) {
            ids.add(String.valueOf(request.headers().first("webhook-id")));
        }
        return ids;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
