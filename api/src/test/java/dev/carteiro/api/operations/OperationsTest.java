package dev.carteiro.api.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.ApiTestClient;
import dev.carteiro.api.ApiTestClient.TestResponse;
import dev.carteiro.api.DeliveryRecordProducer;
import dev.carteiro.api.RunningApi;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptSubject;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedBroker.class)
@TestInstance(Lifecycle.PER_CLASS)
class OperationsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init") // before all
    private Broker broker;
    @SuppressWarnings("NullAway.Init") // before all
    private RunningApi api;
    @SuppressWarnings("NullAway.Init") // before all
    private ApiTestClient calls;
    @SuppressWarnings("NullAway.Init") // before all
    private DeliveryRecordProducer deliveries;

    @BeforeAll
    void start(Broker shared) throws InterruptedException {
        broker = shared;
        api = RunningApi.on(shared);
        calls = api.calls();
        deliveries = new DeliveryRecordProducer(shared);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void aRotationReturnsTheNewSecretOnceAndRetiresTheOldOne() throws Exception {
        String id = subscription("\"secrets\": [\"old\"]");

        TestResponse rotated = calls.post("/subscriptions/" + id + "/secrets", "");

        assertThat(rotated.status()).isEqualTo(200);
        String secret = rotated.at("/data/attributes/secret");
        assertThat(secret).startsWith("whsec_").hasSize(50);
        assertThat(rotated.at("/data/attributes/grace")).isEqualTo("1d");
        assertThat(rotated.json().at("/data/attributes/retiring").asInt()).isEqualTo(1);
        JsonNode written = newest(id);
        assertThat(written.path("secrets").toString()).isEqualTo("[\"" + secret + "\"]");
        assertThat(written.at("/retiringSecrets/0/secret").asText()).isEqualTo("old");
        TestResponse read = calls.get("/subscriptions/" + id);
        assertThat(read.json().toString()).doesNotContain(secret, "old", "retiringSecrets");
        assertThat(read.header("ETag")).isEqualTo(rotated.header("ETag"));
    }

    @Test
    void aSecretGivenByTheCallerIsNotReturned() throws Exception {
        String id = subscription("\"secrets\": [\"old\"]");

        TestResponse rotated = rotate(calls, id, "\"secret\": \"mine-and-hushed\", \"grace\": \"0\"");

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.json().toString()).doesNotContain("hushed");
        assertThat(newest(id).path("secrets").toString()).isEqualTo("[\"mine-and-hushed\"]");
        assertThat(newest(id).has("retiringSecrets")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'secret': 'whsec_HUSH' | /data/attributes/secret",
            "'secret': 5 | /data/attributes/secret", "'secret': '' | /data/attributes/secret",
            "'grace': '31d' | /data/attributes/grace", "'grace': 'soon' | /data/attributes/grace",
            "'until': 'x' | /data/attributes/until"})
    void anInvalidRotationIsRejectedAndWritesNothing(String attributes, String pointer) throws Exception {
        String id = subscription("\"secrets\": [\"old\"]");

        TestResponse rejected = rotate(calls, id, attributes.replace('\'', '"'));

        assertThat(rejected.status()).isEqualTo(422);
        assertThat(rejected.at("/errors/0/source/pointer")).isEqualTo(pointer);
        assertThat(rejected.json().toString()).doesNotContain("HUSH");
        assertThat(newest(id).path("secrets").toString()).isEqualTo("[\"old\"]");
    }

    @Test
    void aTestReturnsTheEndpointsResponse() throws Exception {
        String id = subscription("\"context\": \"crm\", \"tenant\": \"acme\"");
        apply(id);
        CompletableFuture<Delivery> dispatched = CompletableFuture.supplyAsync(() -> dispatch(id));

        TestResponse response = calls.post("/subscriptions/" + id + "/test", """
                {"data": {"type": "tests", "attributes": {"event": "person.created", "data": {"n": 1}}}}""");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.at("/data/type")).isEqualTo("deliveries");
        assertThat(response.at("/data/attributes/state")).isEqualTo("test-failed");
        assertThat(response.at("/data/attributes/attempts/0/status")).isEqualTo("503");
        Delivery delivery = dispatched.get();
        assertThat(response.at("/data/id")).isEqualTo(delivery.id());
        assertThat(delivery.test()).isTrue();
        assertThat(delivery.tenant()).isEqualTo("acme");
        assertThat(new String(delivery.payload(), StandardCharsets.UTF_8)).contains("\"event\":\"person.created\","
                + "\"context\":\"crm\",\"tenant\":\"acme\",\"data\":{\"n\":1}");
        assertThat(calls.get(response.at("/links/self")).json().path("data")).isEqualTo(response.json().path("data"));
    }

    @Test
    void aTestWithoutADispatcherIsUnderWay() throws Exception {
        String id = subscription("\"name\": \"n\"");
        apply(id);

        TestResponse response = calls.post("/subscriptions/" + id + "/test", "");

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.at("/data/attributes/state")).isEqualTo("under-way");
        assertThat(sent(id)).hasSize(1);
    }

    @Test
    void aTestOfAnUnappliedVersionIsRejectedAndSendsNothing() {
        String id = subscription("\"name\": \"n\"");

        TestResponse response = calls.post("/subscriptions/" + id + "/test", "");

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.at("/errors/0/detail")).contains("not in force yet");
        assertThat(sent(id)).isEmpty();
    }

    @Test
    void testsOfASubscriptionAreLimited() {
        String id = subscription("\"rateLimit\": \"1/h\"");
        apply(id);
        List<TestResponse> responses = new CopyOnWriteArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            callers.add(Thread.ofVirtual()
                    .start(() -> responses.add(calls.post("/subscriptions/" + id + "/test", ""))));
        }
        callers.forEach(OperationsTest::join);

        assertThat(responses).extracting(TestResponse::status).containsOnly(202, 429);
        List<TestResponse> rejected = responses.stream().filter(response -> response.status() == 429).toList();
        assertThat(rejected).hasSizeBetween(1, 2).allSatisfy(response -> {
            assertThat(response.at("/errors/0/code")).isEqualTo("too-many-tests");
            assertThat(response.at("/errors/0/detail")).contains("10/m", "api.test-rate-subscription");
            assertThat(response.header("Retry-After")).isPresent();
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anInvalidTestEventIsRejected() {
        String id = subscription("\"name\": \"n\"");
        apply(id);

        TestResponse response = calls.post("/subscriptions/" + id + "/test",
                "{\"data\": {\"type\": \"tests\", \"attributes\": {\"event\": \"no type\"}}}");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.at("/errors/0/source/pointer")).isEqualTo("/data/attributes/event");
    }

    @Test
    void aRedriveIsCountedThenStartedThenFollowed() {
        int jobs = broker.readAll(RunningApi.names(broker).jobs()).size();
        deliveries.recordDeadLetter("sub", "dlv_1", DeadLetterReason.GONE, null);
        deliveries.recordDeadLetter("sub", "dlv_2", DeadLetterReason.MAX_AGE, null);
        deliveries.recordDeadLetter("other", "dlv_3", DeadLetterReason.GONE, null);

        TestResponse counted = redrive(calls, "\"filter\": {\"subscription\": \"sub\"}, \"dryRun\": true");
        assertThat(counted.status()).isEqualTo(200);
        assertThat(counted.json().path("meta").toString())
                .isEqualTo("{\"dryRun\":true,\"count\":2,\"redrivenBefore\":0,"
                        + "\"byReason\":{\"max-age\":1,\"gone\":1},\"bySubscription\":{\"sub\":2}}");
        assertThat(broker.readAll(RunningApi.names(broker).jobs())).hasSize(jobs);

        TestResponse started = redrive(calls, "\"filter\": {\"subscription\": \"sub\", \"reason\": \"gone\"}");
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.at("/data/attributes/total")).isEqualTo("1");
        TestResponse followed = calls.get(started.header("Location").orElseThrow());
        assertThat(followed.status()).isEqualTo(200);
        assertThat(followed.json()).isEqualTo(started.json());
        assertThat(followed.at("/data/attributes/state")).isEqualTo("running");

        assertThat(
                redrive(calls, "\"filter\": {\"deliveries\": [\"dlv_1\"]}").json().at("/meta/redrivenBefore").asInt())
                .as("the job counts as an earlier redrive").isEqualTo(1);
        assertThat(calls.get("/redrives/redrive-00000000-0000-0000-0000-000000000000").status()).isEqualTo(404);
        assertThat(calls.get("/redrives/x").status()).isEqualTo(404);
    }

    @Test
    void anInvalidCursorIsRejected() {
        TestResponse rejected = redrive(calls, "\"all\": true, \"dryRun\": true, \"after\": \"yesterday\"");

        assertThat(rejected.status()).isEqualTo(422);
        assertThat(rejected.at("/errors/0/source/pointer")).isEqualTo("/data/attributes/after");
        assertThat(redrive(calls, "\"all\": true, \"dryRun\": true, \"after\": \"0:999999,1:999999\"").json()
                .at("/meta/count").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'again': true | /data/attributes/filter",
            "'filter': {} | /data/attributes/filter",
            "'filter': {'subscription': 'a'}, 'all': true | /data/attributes/all",
            "'filter': {'colour': 'red'} | /data/attributes/filter/colour",
            "'filter': {'reason': 'boredom'} | /data/attributes/filter",
            "'filter': {'from': 'yesterday'} | /data/attributes/filter",
            "'all': true, 'rate': 'fast' | /data/attributes/rate",
            "'all': true, 'dryRun': 'yes' | /data/attributes/dryRun"})
    void anInvalidRedriveIsRejectedWithAPointer(String attributes, String pointer) {
        TestResponse rejected = redrive(calls, attributes.replace('\'', '"'));

        assertThat(rejected.status()).isEqualTo(422);
        assertThat(rejected.at("/errors/0/source/pointer")).isEqualTo(pointer);
    }

    @Test
    void aTenantsCallerActsOnThatTenantsSubscriptionsOnly() {
        String id = subscription("\"tenant\": \"acme\"");
        apply(id);
        deliveries.recordDeadLetter(id, "dlv_acme", DeadLetterReason.GONE, "acme");
        ApiTestClient own = api.calls("manage@acme");
        ApiTestClient other = api.calls("manage@other");

        assertThat(other.post("/subscriptions/" + id + "/test", "").status()).isEqualTo(404);
        assertThat(other.post("/subscriptions/" + id + "/secrets", "").status()).isEqualTo(404);
        assertThat(redrive(other, "\"filter\": {\"subscription\": \"" + id + "\"}").status()).isEqualTo(404);
        assertThat(redrive(own, "\"all\": true").status()).isEqualTo(422);
        TestResponse started = redrive(own, "\"filter\": {\"subscription\": \"" + id + "\"}");
        assertThat(started.status()).isEqualTo(202);
        assertThat(own.get(started.at("/links/self")).status()).isEqualTo(200);
        assertThat(other.get(started.at("/links/self")).status()).isEqualTo(404);
        assertThat(own.post("/subscriptions/" + id + "/secrets", "").status()).isEqualTo(200);
    }

    /** The id moved from acme to umbrella; it has dead letters of both and some without a tenant. */
    @Test
    void aTenantsRedriveCountsAndSendsThatTenantsDeadLettersOnly() throws Exception {
        String id = subscription("\"tenant\": \"umbrella\"");
        deliveries.recordDeadLetter(id, "dlv_r1", DeadLetterReason.GONE, "acme");
        deliveries.recordDeadLetter(id, "dlv_r2", DeadLetterReason.GONE, "umbrella");
        deliveries.recordDeadLetter(id, "dlv_r3", DeadLetterReason.GONE, null);
        ApiTestClient umbrella = api.calls("manage@umbrella");
        ApiTestClient acme = api.calls("manage@acme");
        String filter = "\"filter\": {\"subscription\": \"" + id + "\"}";

        assertThat(redrive(umbrella, filter + ", \"dryRun\": true").json().path("meta").toString())
                .isEqualTo("{\"dryRun\":true,\"count\":1,\"redrivenBefore\":0,\"byReason\":{\"gone\":1},"
                        + "\"bySubscription\":{\"" + id + "\":1}}");
        TestResponse named = redrive(umbrella,
                "\"filter\": {\"subscription\": \"" + id + "\", \"deliveries\": [\"dlv_r1\"]}");
        assertThat(named.status()).as("nor is it found by its own id").isEqualTo(200);
        assertThat(named.json().at("/meta/count").asInt()).isZero();
        TestResponse foreign = redrive(umbrella,
                "\"filter\": {\"subscription\": \"" + id + "\", \"tenant\": \"acme\"}, \"dryRun\": true");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.at("/errors/0/source/pointer")).isEqualTo("/data/attributes/filter/tenant");

        TestResponse unlimited = redrive(calls, filter);
        assertThat(unlimited.json().at("/data/attributes/total").asInt()).isEqualTo(3);
        assertThat(umbrella.get(unlimited.at("/links/self")).status()).as("it counts dead letters of others")
                .isEqualTo(404);
        TestResponse own = redrive(umbrella, filter + ", \"again\": true");
        assertThat(own.json().at("/data/attributes/total").asInt()).isEqualTo(1);
        assertThat(own.at("/data/attributes/filter/tenant")).isEqualTo("umbrella");
        assertThat(umbrella.get(own.at("/links/self")).status()).isEqualTo(200);
        assertThat(acme.get(own.at("/links/self")).status()).isEqualTo(404);
        assertThat(redrive(calls, "\"filter\": {\"tenant\": \"acme\", \"subscription\": \"" + id
                + "\"}, \"again\": true, \"dryRun\": true").json().at("/meta/count").asInt()).isEqualTo(1);
        String job = new String(broker.readAll(RunningApi.names(broker).jobs()).getLast().value(),
                StandardCharsets.UTF_8);
        assertThat(job).contains("\"filter\":{\"tenant\":\"umbrella\",\"subscription\":\"" + id + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"read", "create"})
    void aTokenWithoutManageScopeIsForbidden(String scope) {
        String id = subscription("\"name\": \"n\"");
        ApiTestClient weak = api.calls(scope);

        assertThat(weak.post("/subscriptions/" + id + "/test", "").status()).isEqualTo(403);
        assertThat(weak.post("/subscriptions/" + id + "/secrets", "").status()).isEqualTo(403);
        assertThat(redrive(weak, "\"all\": true").status()).isEqualTo(403);
    }

    /** Waits for the test's record and records its attempt. */
    private Delivery dispatch(String id) {
        ConsumerRecord<byte[], byte[]> record = Awaitility.await().atMost(TIMEOUT)
                .until(() -> sent(id), records -> !records.isEmpty()).getFirst();
        if (DeliveryCodec.read(record.key(), record.value(),
                record.headers()) instanceof DeliveryCodec.ReadResult.Valid(Delivery delivery)) {
            deliveries.recordAttempt(AttemptSubject.of(delivery), 1, AttemptOutcome.TEST_FAILED);
            return delivery;
        }
        throw new AssertionError("no delivery");
    }

    private List<ConsumerRecord<byte[], byte[]>> sent(String id) {
        return broker.readAll(RunningApi.names(broker).deliveries()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(id)).toList();
    }

    private String subscription(String members) {
        return calls.post("/subscriptions", """
                {"data": {"type": "subscriptions", "attributes": {"event": "a", %s,
                  "targetUrl": "https://exemplo.com.br/h"}}}""".formatted(members)).at("/data/id");
    }

    /** Plays the registrar. */
    private void apply(String id) {
        broker.produce(RunningApi.names(broker).applied(), id, newest(id).toString());
    }

    private JsonNode newest(String id) {
        try {
            return StrictJson.tree(broker.readAll(RunningApi.names(broker).subscriptions()).stream()
                    .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(id))
                    .reduce((one, other) -> other).orElseThrow().value());
        } catch (dev.carteiro.schemas.json.InvalidJsonException e) {
            throw new AssertionError(e);
        }
    }

    private static TestResponse rotate(ApiTestClient by, String id, String attributes) {
        return by.post("/subscriptions/" + id + "/secrets",
                "{\"data\": {\"type\": \"secrets\", \"attributes\": {" + attributes + "}}}");
    }

    private static TestResponse redrive(ApiTestClient by, String attributes) {
        return by.post("/redrives", "{\"data\": {\"type\": \"redrives\", \"attributes\": {" + attributes + "}}}");
    }
}
