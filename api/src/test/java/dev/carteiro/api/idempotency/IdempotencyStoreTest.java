package dev.carteiro.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.ApiTestClient;
import dev.carteiro.api.ApiTestClient.TestResponse;
import dev.carteiro.api.DeliveryRecordProducer;
import dev.carteiro.api.RunningApi;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.idempotency.Idempotency.RequestDecision;
import dev.carteiro.api.idempotency.Idempotency.RequestExecution;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.idempotency.IdempotencyRecord;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests several instances of the API on one broker with topics of their own and a manual clock. */
@ExtendWith(SharedBroker.class)
class IdempotencyStoreTest {
    /** Exceeds the test's duration: the broker's clock advances while the test's does not. */
    private static final Duration MAX_TEST_TIME = Duration.ofMinutes(1);

    private static final String REPLAYED = "Idempotent-Replayed";

    private final ManualTime time = ManualTime.startingAt(Instant.now());

    @SuppressWarnings("NullAway.Init") // before each
    private Broker broker;
    @SuppressWarnings("NullAway.Init") // before each
    private RunningApi api;
    @SuppressWarnings("NullAway.Init") // before each
    private ApiTestClient calls;

    @BeforeEach
    void start(Broker shared) throws InterruptedException {
        broker = shared;
        api = RunningApi.on(shared, time);
        calls = api.calls();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static String body(String name) {
        return """
                {"data": {"type": "subscriptions", "attributes": {"event": "a", "name": "%s",
                  "targetUrl": "https://exemplo.com.br/h"}}}""".formatted(name);
    }

    private static TestResponse create(ApiTestClient calls, String key, String body) {
        return calls.send("POST", "/subscriptions", body, "Idempotency-Key", key);
    }

    private String newKey() {
        return UUID.randomUUID().toString();
    }

    /** Counts the records of subscriptions with this name. */
    private long written(String name) {
        return broker.readAll(RunningApi.names(broker).subscriptions()).stream()
                .filter(record -> record.value() != null
                        && new String(record.value(), StandardCharsets.UTF_8).contains("\"name\":\"" + name + "\""))
                .count();
    }

    private List<ConsumerRecord<byte[], byte[]>> records() {
        return broker.readAll(RunningApi.names(broker).idempotency());
    }

    private static String code(TestResponse response) {
        return response.status() + " " + response.at("/errors/0/code");
    }

    @Test
    void aRepeatedRequestGetsTheFirstResponse() {
        String key = newKey();
        TestResponse first = create(calls, key, body("again"));
        TestResponse second = create(calls, key, body("again"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header(REPLAYED)).isEmpty();
        assertThat(first.at("/meta/secret")).startsWith("whsec_");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header(REPLAYED)).contains("true");
        for (String header : List.of("Location", "ETag")) {
            assertThat(second.header(header)).isPresent().isEqualTo(first.header(header));
        }
        assertThat(second.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
        assertThat(written("again")).isOne();
        assertThat(records()).noneMatch(record -> record.value() != null
                && new String(record.value(), StandardCharsets.ISO_8859_1).contains("whsec_"));
    }

    @Test
    void anInstanceThatStartsLaterRepeatsTheResponse() throws Exception {
        String key = newKey();
        TestResponse first = create(calls, key, body("shared"));
        try (RunningApi other = RunningApi.on(broker, time)) {
            assertThat(create(other.calls(), key, body("shared")).json()).isEqualTo(first.json());
        }
        assertThat(written("shared")).isOne();
    }

    @Test
    void oneOfTwoInstancesExecutesAConcurrentRequest() throws Exception {
        try (RunningApi other = RunningApi.on(broker, time);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<ApiTestClient> both = List.of(calls, other.calls(), calls, other.calls());
            for (int round = 0; round < 15; round++) {
                String key = newKey();
                String name = "race-" + round;
                CyclicBarrier barrier = new CyclicBarrier(both.size());
                List<Future<TestResponse>> running = new ArrayList<>();
                for (ApiTestClient one : both) {
                    running.add(threads.submit(() -> {
                        barrier.await();
                        return create(one, key, body(name));
                    }));
                }
                List<TestResponse> responses = new ArrayList<>();
                for (Future<TestResponse> one : running) {
                    responses.add(one.get());
                }
                assertThat(responses).allMatch(
                        response -> response.status() == 201 || code(response).equals("409 idempotency-key-in-use"));
                assertThat(
                        responses.stream()
                                .filter(response -> response.status() == 201 && response.header(REPLAYED).isEmpty()))
                        .hasSize(1);
                assertThat(responses.stream().filter(response -> response.status() == 201)
                        .map(response -> response.at("/data/id")).distinct()).hasSize(1);
                assertThat(written(name)).isOne();
                assertThat(create(calls, key, body(name)).header(REPLAYED)).contains("true");
            }
        }
    }

    @Test
    void aDifferentRequestWithTheSameKeyIsRejected() {
        String key = newKey();
        String id = create(calls, key, body("mine")).at("/data/id");

        TestResponse otherBody = create(calls, key, body("other"));
        TestResponse otherPath = calls.send("POST", "/subscriptions/" + id + "/secrets", body("mine"),
                "Idempotency-Key",
                key);

        assertThat(code(otherBody)).isEqualTo("422 idempotency-key-reused");
        assertThat(otherBody.at("/errors/0/source/header")).isEqualTo("Idempotency-Key");
        assertThat(code(otherPath)).isEqualTo("422 idempotency-key-reused");
        assertThat(written("other")).isZero();
    }

    @Test
    void keysOfDifferentTenantsAreIndependent() {
        String key = newKey();
        TestResponse acme = create(api.calls("manage@acme"), key, body("tenants"));
        TestResponse globex = create(api.calls("manage@globex"), key, body("tenants"));

        assertThat(acme.status()).isEqualTo(201);
        assertThat(globex.status()).isEqualTo(201);
        assertThat(globex.header(REPLAYED)).isEmpty();
        assertThat(globex.at("/data/id")).isNotEqualTo(acme.at("/data/id"));
        assertThat(globex.at("/data/attributes/tenant")).isEqualTo("globex");
    }

    @Test
    void aRejectedRequestIsNotStored() {
        String key = newKey();
        int before = records().size();

        assertThat(code(create(calls, key, body("")))).isEqualTo("422 invalid-attribute");

        assertThat(records()).hasSize(before);
        assertThat(create(calls, key, body("corrected")).status()).isEqualTo(201);
    }

    @Test
    void aKeyExpiresAfterADay() {
        String key = newKey();
        String id = create(calls, key, body("day")).at("/data/id");

        time.advance(Duration.ofHours(24).minus(MAX_TEST_TIME));
        assertThat(create(calls, key, body("day")).at("/data/id")).isEqualTo(id);
        time.advance(MAX_TEST_TIME.multipliedBy(2));
        TestResponse second = create(calls, key, body("day"));
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header(REPLAYED)).isEmpty();
        assertThat(second.at("/data/id")).isNotEqualTo(id);
        assertThat(written("day")).isEqualTo(2);
    }

    /** Simulates an instance that crashed before it recorded the result of the last request. */
    private void eraseResult() {
        ConsumerRecord<byte[], byte[]> done = records().getLast();
        IdempotencyRecord was = IdempotencyRecord.read(done.headers());
        broker.produce(new ProducerRecord<>(RunningApi.names(broker).idempotency(), null, done.key(), null,
                IdempotencyRecord.claim(UUID.randomUUID(), was.request(), was.seed(), done.offset()).headers()));
    }

    @Test
    void aRepetitionDoesNotRevealASecretThatWasChangedSince() {
        String key = newKey();
        TestResponse first = create(calls, key, body("changed"));
        eraseResult();
        String id = first.at("/data/id");
        calls.patch("/subscriptions/" + id, """
                {"data": {"type": "subscriptions", "id": "%s", "attributes": {"secrets": ["of-somebody-else"]}}}"""
                .formatted(id));
        time.advance(IdempotencyStore.CLAIM_LIFETIME.plus(MAX_TEST_TIME));

        TestResponse second = create(calls, key, body("changed"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.at("/data/id")).isEqualTo(id);
        assertThat(second.json().toString()).doesNotContain("of-somebody-else");
        assertThat(second.json().at("/meta/secret").isMissingNode()).isTrue();
        assertThat(written("changed")).isEqualTo(2);
    }

    @Test
    void aResourceCreatedBeforeACrashIsNotCreatedAgain() {
        String key = newKey();
        TestResponse first = create(calls, key, body("crash"));
        eraseResult();

        assertThat(code(create(calls, key, body("crash")))).isEqualTo("409 idempotency-key-in-use");
        time.advance(IdempotencyStore.CLAIM_LIFETIME.plus(MAX_TEST_TIME));
        TestResponse second = create(calls, key, body("crash"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header(REPLAYED)).isEmpty();
        assertThat(second.at("/data/id")).isEqualTo(first.at("/data/id"));
        assertThat(second.at("/meta/secret")).isEqualTo(first.at("/meta/secret"));
        assertThat(written("crash")).isOne();
    }

    @Test
    void aRepeatedRotationReturnsTheSameSecret() {
        String id = calls.post("/subscriptions", body("rotated")).at("/data/id");
        String key = newKey();
        String path = "/subscriptions/" + id + "/secrets";

        TestResponse first = calls.send("POST", path, null, "Idempotency-Key", key);
        TestResponse second = calls.send("POST", path, null, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.at("/data/attributes/secret")).startsWith("whsec_");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(written("rotated")).isEqualTo(2);
    }

    @Test
    void aRepeatedRedriveStartsOneJob() {
        String id = calls.post("/subscriptions", body("redriven")).at("/data/id");
        new DeliveryRecordProducer(broker).recordDeadLetter(id, "dlv_redriven", DeadLetterReason.RETRIES_EXHAUSTED,
                null);
        String key = newKey();
        String redrive = """
                {"data": {"type": "redrives", "attributes": {"filter": {"subscription": "%s"}}}}""".formatted(id);

        TestResponse first = calls.send("POST", "/redrives", redrive, "Idempotency-Key", key);
        TestResponse second = calls.send("POST", "/redrives", redrive, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header(REPLAYED)).contains("true");
        assertThat(broker.readAll(RunningApi.names(broker).jobs()).stream()
                .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains(id))).hasSize(1);
    }

    @Test
    void garbageInTheTopicIsIgnored() {
        String topic = RunningApi.names(broker).idempotency();
        broker.produce(new ProducerRecord<>(topic, null, new byte[0]));
        broker.produce(new ProducerRecord<>(topic, new byte[]{(byte) 0xff}, new byte[]{1, 2, 3}));
        broker.produce(new ProducerRecord<>(topic, null, "acme.key".getBytes(StandardCharsets.UTF_8), null,
                IdempotencyRecord.claim(UUID.randomUUID(), "r", UUID.randomUUID(), 5).headers().add("state",
                        new byte[0])));
        String key = newKey();

        assertThat(create(calls, key, body("garbage")).status()).isEqualTo(201);

        // Replaces the stored response with garbage.
        ConsumerRecord<byte[], byte[]> done = records().getLast();
        IdempotencyRecord was = IdempotencyRecord.read(done.headers());
        IdempotencyRecord claim = IdempotencyRecord.claim(UUID.randomUUID(), was.request(), was.seed(), done.offset());
        broker.produce(new ProducerRecord<>(topic, null, done.key(), null, claim.headers()));
        broker.produce(new ProducerRecord<>(topic, null, done.key(), new byte[100],
                claim.ended(IdempotencyRecord.State.DONE).headers()));
        TestResponse response = create(calls, key, body("garbage"));
        assertThat(code(response)).isEqualTo("409 conflict");
        assertThat(response.at("/errors/0/source/header")).isEqualTo("Idempotency-Key");
    }

    @Test
    void theNumberOfATenantsKeysIsBounded() throws Exception {
        try (IdempotencyStore store = new IdempotencyStore(KafkaAccess.to(broker.bootstrapServers()),
                RunningApi.names(broker), time, 100, 2, failure -> {
                    throw new AssertionError(failure);
                })) {
            store.requireComplete();
            Caller acme = new Caller("ana", "bounded-acme", Set.of());
            for (String key : List.of("one", "two")) {
                attempt(store, acme, key).claim();
            }
            assertThatThrownBy(() -> attempt(store, new Caller("bob", "bounded-acme", Set.of()), "three"))
                    .isInstanceOfSatisfying(ApiException.class,
                            exception -> assertThat(exception.errors().getFirst().code().code())
                                    .isEqualTo("too-many-idempotency-keys"));
            attempt(store, new Caller("ana", "bounded-globex", Set.of()), "three").claim();
            time.advance(Duration.ofHours(25).plus(MAX_TEST_TIME));
            assertThat(attempt(store, acme, "three").isRepeated()).isFalse();
        }
    }

    @Test
    void aFailedRequestMayBeRepeatedAtOnceWithTheSameSeed() throws Exception {
        try (IdempotencyStore store = IdempotencyStore.start(KafkaAccess.to(broker.bootstrapServers()),
                RunningApi.names(broker), time, failure -> {
                    throw new AssertionError(failure);
                })) {
            store.requireComplete();
            Caller caller = new Caller("ana", null, Set.of());
            String key = newKey();
            RequestExecution first = attempt(store, caller, key);
            assertThat(first.isRepeated()).isFalse();
            first.claim();
            first.fail(false);

            // The failure is written asynchronously, so that no request waits for an unavailable Kafka.
            RequestExecution second = Awaitility.await().ignoreException(ApiException.class)
                    .until(() -> attempt(store, caller, key), attempt -> true);
            assertThat(second.isRepeated()).isTrue();
            assertThat(second.seed()).isEqualTo(first.seed());
            second.claim();
            second.fail(true);

            RequestExecution third = attempt(store, caller, key);
            assertThat(third.isRepeated()).isFalse();
            assertThat(third.seed()).isNotEqualTo(first.seed());
            RequestExecution fourth = attempt(store, caller, key);
            third.claim();
            assertThatThrownBy(fourth::claim).isInstanceOf(ApiException.class).hasMessageContaining("is in progress");
        }
    }

    private static RequestExecution attempt(IdempotencyStore store, Caller caller, String key)
            throws InterruptedException {
        if (store.decide(caller, key, "request") instanceof RequestDecision.Proceed(RequestExecution attempt)) {
            return attempt;
        }
        throw new AssertionError("the request was executed already");
    }
}
