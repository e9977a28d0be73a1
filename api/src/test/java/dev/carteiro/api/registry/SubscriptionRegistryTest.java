package dev.carteiro.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.api.ApiTestClient;
import dev.carteiro.api.ApiTestClient.TestResponse;
import dev.carteiro.api.RunningApi;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests two instances without a registrar, unless the test plays it. */
@ExtendWith(SharedBroker.class)
class SubscriptionRegistryTest {
    private static String body(String name) {
        return """
                {"data": {"type": "subscriptions", "attributes": {"event": "a", "name": "%s",
                  "targetUrl": "https://exemplo.com.br/h"}}}""".formatted(name);
    }

    private static String change(String id, String attributes) {
        return """
                {"data": {"type": "subscriptions", "id": "%s", "attributes": {%s}}}""".formatted(id, attributes);
    }

    @Test
    void aWriteThroughOneInstanceIsVisibleThroughTheOtherAtOnce(Broker broker) throws Exception {
        try (RunningApi first = RunningApi.on(broker); RunningApi second = RunningApi.on(broker)) {
            ApiTestClient one = first.calls();
            ApiTestClient two = second.calls();
            for (int i = 0; i < 30; i++) {
                String id = one.post("/subscriptions", body("n" + i)).at("/data/id");
                assertThat(two.get("/subscriptions/" + id).at("/data/attributes/name")).isEqualTo("n" + i);
                two.patch("/subscriptions/" + id, change(id, "\"name\": \"m" + i + "\""));
                assertThat(one.get("/subscriptions/" + id).at("/data/attributes/name")).isEqualTo("m" + i);
                assertThat(one.get("/subscriptions?filter%5Bname%5D=m" + i).json().path("data").size()).isOne();
                one.delete("/subscriptions/" + id);
                assertThat(two.get("/subscriptions/" + id).status()).isEqualTo(404);
            }
        }
    }

    @Test
    void changesOfOneSubscriptionThroughOneInstanceAreSerialized(Broker broker) throws Exception {
        try (RunningApi api = RunningApi.on(broker);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ApiTestClient calls = api.calls();
            String id = calls.post("/subscriptions", body("n")).at("/data/id");
            Stream<Callable<TestResponse>> changes = IntStream.range(0, 20)
                    .mapToObj(i -> () -> calls.patch("/subscriptions/" + id,
                            change(id, i % 2 == 0 ? "\"context\": \"c\"" : "\"maxInFlight\": " + i)));
            threads.invokeAll(changes.toList());
            TestResponse found = calls.get("/subscriptions/" + id);
            assertThat(found.at("/data/attributes/context")).isEqualTo("c");
            assertThat(found.at("/data/attributes/maxInFlight")).isNotEqualTo("16");
        }
    }

    @Test
    void aVersionIsInForceOnceTheRegistrarHasAppliedIt(Broker broker) throws Exception {
        try (RunningApi api = RunningApi.on(broker)) {
            ApiTestClient calls = api.calls();
            String id = calls.post("/subscriptions", body("n")).at("/data/id");
            assertThat(calls.get("/subscriptions/" + id).at("/data/meta/inForce")).isEqualTo("false");

            byte[] written = broker.readAll(RunningApi.names(broker).subscriptions()).getLast().value();
            broker.produce(RunningApi.names(broker).applied(), id, new String(written, StandardCharsets.UTF_8));

            Awaitility.await().until(() -> calls.get("/subscriptions/" + id).at("/data/meta/inForce").equals("true"));
        }
    }

    @Test
    void subscriptionsWrittenDirectlyToTheTopicAreVisible(Broker broker) throws Exception {
        try (RunningApi api = RunningApi.on(broker)) {
            String topic = RunningApi.names(broker).subscriptions();
            broker.produce(topic, "by/hand 1%", SubscriptionDocuments.text(SubscriptionDocuments.valid("hand")));
            broker.produce(topic, "wrong", SubscriptionDocuments.text(SubscriptionDocuments.invalid()));

            assertThat(api.calls().get("/subscriptions/by%2Fhand%201%25").at("/data/id")).isEqualTo("by/hand 1%");
            String self = api.calls().get("/subscriptions").at("/data/0/links/self");
            assertThat(api.calls().get(self).at("/data/attributes/name")).isEqualTo("hand");
            assertThat(api.calls().get("/subscriptions/wrong").status()).isEqualTo(404);
        }
    }

    @Test
    void subscriptionsSurviveARestart(Broker broker) throws Exception {
        String id;
        String version;
        try (RunningApi api = RunningApi.on(broker)) {
            TestResponse created = api.calls().post("/subscriptions", body("n"));
            id = created.at("/data/id");
            version = created.at("/data/meta/version");
        }
        try (RunningApi api = RunningApi.on(broker)) {
            assertThat(api.calls().get("/subscriptions/" + id).at("/data/meta/version")).isEqualTo(version);
        }
    }
}
