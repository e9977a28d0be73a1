package dev.carteiro.api.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.ApiTestClient;
import dev.carteiro.api.ApiTestClient.TestResponse;
import dev.carteiro.api.DeliveryRecordProducer;
import dev.carteiro.api.RunningApi;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
class DeliveriesResourceTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init") // before all
    private RunningApi api;
    @SuppressWarnings("NullAway.Init") // before all
    private ApiTestClient calls;
    @SuppressWarnings("NullAway.Init") // before all
    private DeliveryRecordProducer deliveries;

    @BeforeAll
    void start(Broker broker) throws InterruptedException {
        api = RunningApi.on(broker);
        calls = api.calls();
        deliveries = new DeliveryRecordProducer(broker);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void attemptsOfASubscriptionArePagedNewestFirst() {
        String id = subscription("\"tenant\": \"acme\"");
        for (int i = 1; i <= 5; i++) {
            deliveries.recordAttempt(id, "dlv_" + i, 1, AttemptOutcome.DELIVERED, "acme");
        }
        String path = "/subscriptions/" + id + "/attempts";
        TestResponse first = await(path + "?page%5Bsize%5D=2",
                response -> response.at("/data/0/relationships/delivery/data/id").equals("dlv_5"));
        deliveries.recordAttempt(id, "dlv_6", 1, AttemptOutcome.DELIVERED, "acme");
        await(path, response -> response.json().path("data").size() == 6);

        assertThat(ids(first)).containsExactly("dlv_5", "dlv_4");
        TestResponse second = calls.get(first.at("/links/next"));
        assertThat(ids(second)).containsExactly("dlv_3", "dlv_2");
        TestResponse third = calls.get(second.at("/links/next"));
        assertThat(ids(third)).containsExactly("dlv_1");
        assertThat(third.json().path("links").has("next")).isFalse();
        assertThat(ids(calls.get(third.at("/links/first")))).containsExactly("dlv_6", "dlv_5");

        JsonNode attempt = first.json().at("/data/0");
        assertThat(attempt.path("type").asText()).isEqualTo("attempts");
        assertThat(attempt.path("attributes").toString())
                .isEqualTo("{\"event\":\"person.created\","
                        + "\"eventId\":\"evt_1\",\"source\":\"carteiro.events\",\"tenant\":\"acme\",\"test\":false,\"attempt\":1,"
                        + "\"outcome\":\"delivered\",\"status\":200,\"startedAt\":\"2026-01-01T00:00:00Z\",\"durationMs\":12}");
        assertThat(attempt.at("/relationships/delivery/links/related").asText()).endsWith("/deliveries/dlv_5");
        assertThat(first.json().at("/meta/history").toString()).isEqualTo("{\"complete\":true}");
    }

    @Test
    void aDeliveryIsReturnedWithAllItsAttempts() {
        deliveries.recordAttempt("sub", "dlv_told", 1, AttemptOutcome.RETRY, null);
        TestResponse waiting = await("/deliveries/dlv_told",
                response -> response.at("/data/attributes/state").equals("waiting"));
        assertThat(waiting.at("/data/attributes/nextAttemptAt")).isEqualTo("2026-01-01T00:00:05Z");
        assertThat(waiting.at("/data/attributes/attempts/0/response")).isEqualTo("busy");

        deliveries.recordAttempt("sub", "dlv_told", 2, AttemptOutcome.DEAD, null);
        TestResponse dead = await("/deliveries/dlv_told",
                response -> response.at("/data/attributes/state").equals("dead"));
        assertThat(dead.at("/data/attributes/reason")).isEqualTo("retries-exhausted");
        assertThat(dead.json().at("/data/attributes/attempts")).hasSize(2);
        assertThat(dead.at("/data/relationships/subscription/links/related")).endsWith("/subscriptions/sub");
    }

    @Test
    void anUnknownDeliveryIsNotFoundAndTheErrorSaysWhatIsKnown() {
        TestResponse unknown = calls.get("/deliveries/dlv_nobody");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.at("/errors/0/detail")).isEqualTo("no attempt of a delivery with this id has been made");
    }

    @Test
    void deadLettersAreFilteredAndPaged() {
        ApiTestClient calls = api.calls("read@letters");
        deliveries.recordDeadLetter("a", "dlv_l1", DeadLetterReason.GONE, "letters");
        deliveries.recordDeadLetter("b", "dlv_l2", DeadLetterReason.MAX_AGE, "letters");
        deliveries.recordDeadLetter("a", "dlv_l3", DeadLetterReason.MAX_AGE, "letters");
        await(calls, "/dead-letters", response -> response.json().path("data").size() == 3);

        assertThat(ids(calls.get("/dead-letters?filter%5Bsubscription%5D=a"))).containsExactlyInAnyOrder("dlv_l3",
                "dlv_l1");
        assertThat(ids(calls.get("/dead-letters?filter%5Breason%5D=gone"))).containsExactly("dlv_l1");
        assertThat(ids(calls.get("/dead-letters?filter%5Bto%5D=2026-01-01T00:00:00Z"))).isEmpty();
        assertThat(ids(calls.get("/dead-letters?filter%5Bfrom%5D=2026-01-01T00:00:00Z"))).hasSize(3);
        TestResponse first = calls.get("/dead-letters?page%5Bsize%5D=2");
        List<String> both = new ArrayList<>(ids(first));
        both.addAll(ids(calls.get(first.at("/links/next"))));
        assertThat(both).containsExactlyInAnyOrder("dlv_l1", "dlv_l2", "dlv_l3");
        assertThat(calls.get("/dead-letters?filter%5Breason%5D=gone").json().at("/data/0/attributes").toString())
                .contains("\"attempts\":1,\"reason\":\"gone\",\"detail\":\"the last attempt got status 503\","
                        + "\"lastStatus\":503,\"lastResponse\":\"busy\",\"diedAt\":\"2026-01-01T00:00:00Z\"");
    }

    @Test
    void aTenantsCallerSeesOnlyThatTenantsDeliveries() {
        String acme = subscription("\"tenant\": \"acme\"");
        deliveries.recordAttempt(acme, "dlv_c1", 1, AttemptOutcome.DELIVERED, "acme");
        deliveries.recordDeadLetter(acme, "dlv_c2", DeadLetterReason.GONE, "acme");
        deliveries.recordDeadLetter("nobodys", "dlv_c3", DeadLetterReason.GONE, null);
        await("/deliveries/dlv_c1", response -> response.status() == 200);
        ApiTestClient own = api.calls("read@acme");
        await(own, "/dead-letters", response -> !response.json().path("data").isEmpty());
        await("/dead-letters?filter%5Bsubscription%5D=nobodys", response -> !response.json().path("data").isEmpty());
        ApiTestClient other = api.calls("read@other");

        assertThat(own.get("/deliveries/dlv_c1").status()).isEqualTo(200);
        assertThat(own.get("/subscriptions/" + acme + "/attempts").status()).isEqualTo(200);
        assertThat(ids(own.get("/dead-letters"))).containsExactly("dlv_c2");

        assertThat(ids(other.get("/dead-letters"))).isEmpty();
        assertThat(other.get("/subscriptions/" + acme + "/attempts").status()).isEqualTo(404);
        TestResponse foreign = other.get("/deliveries/dlv_c1");
        TestResponse unknown = other.get("/deliveries/dlv_c0");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(withoutRequestId(foreign)).as("as if it were not there").isEqualTo(withoutRequestId(unknown));
    }

    private static String withoutRequestId(TestResponse response) {
        return response.json().toString().replace(response.at("/errors/0/id"), "");
    }

    /** Neither tenant sees the other's health; events of both may even share an id. */
    @Test
    void aTenantThatTakesOverAnIdSeesNothingOfTheFormerTenant() {
        String id = subscription("\"tenant\": \"umbrella\"");
        for (int i = 1; i <= 3; i++) {
            deliveries.recordAttempt(id, "dlv_t" + i, 1, AttemptOutcome.RETRY, "formerly");
        }
        deliveries.recordAttempt(id, "dlv_t3", 1, AttemptOutcome.DELIVERED, "umbrella");
        deliveries.recordDeadLetter(id, "dlv_t4", DeadLetterReason.GONE, "formerly");
        ApiTestClient umbrella = api.calls("read@umbrella");
        String path = "/subscriptions/" + id;
        await(umbrella, path + "/attempts", response -> !response.json().path("data").isEmpty());
        await("/dead-letters?filter%5Bsubscription%5D=" + id, response -> !response.json().path("data").isEmpty());

        TestResponse attempts = umbrella.get(path + "/attempts?page%5Bsize%5D=1");
        assertThat(ids(attempts)).containsExactly("dlv_t3");
        assertThat(attempts.json().path("links").has("next")).isFalse();
        assertThat(umbrella.get("/deliveries/dlv_t3").json().at("/data/attributes/attempts")).hasSize(1);
        assertThat(umbrella.get("/deliveries/dlv_t1").status()).isEqualTo(404);
        assertThat(umbrella.get("/deliveries/dlv_t4").status()).isEqualTo(404);
        assertThat(ids(umbrella.get("/dead-letters?filter%5Bsubscription%5D=" + id))).isEmpty();
        assertThat(umbrella.get(path).json().at("/data/meta/endpoint").toString()).isEqualTo("{\"state\":\"healthy\","
                + "\"breaker\":\"closed\",\"failuresInARow\":0,\"waiting\":0,"
                + "\"lastSuccessAt\":\"2026-01-01T00:00:00Z\",\"history\":{\"complete\":true}}");
        assertThat(ids(api.calls("read@formerly").get("/dead-letters"))).containsExactly("dlv_t4");
        assertThat(api.calls("read@formerly").get(path + "/attempts").status()).isEqualTo(404);
        assertThat(ids(calls.get(path + "/attempts"))).hasSize(4);
    }

    /** The same callers as before may read them. */
    @Test
    void attemptsOfADeletedSubscriptionAreStillReturned() {
        deliveries.recordAttempt("deleted", "dlv_deleted", 1, AttemptOutcome.DELIVERED, "acme");
        await("/subscriptions/deleted/attempts", response -> response.status() == 200);

        assertThat(ids(api.calls("read@acme").get("/subscriptions/deleted/attempts"))).containsExactly("dlv_deleted");
        assertThat(api.calls("read@other").get("/subscriptions/deleted/attempts").status()).isEqualTo(404);
        assertThat(calls.get("/subscriptions/never/attempts").status()).isEqualTo(404);
    }

    @Test
    void aSubscriptionReportsItsEndpointsHealth() {
        String id = subscription("\"name\": \"n\"");
        deliveries.recordAttempt(id, "dlv_h1", 1, AttemptOutcome.DELIVERED, null);
        deliveries.recordAttempt(id, "dlv_h2", 1, AttemptOutcome.RETRY, null);
        TestResponse response = await("/subscriptions/" + id,
                now -> now.json().at("/data/meta/endpoint/waiting").asInt() == 1);

        assertThat(response.json().at("/data/meta/endpoint").toString()).isEqualTo("{\"state\":\"healthy\","
                + "\"breaker\":\"closed\",\"failuresInARow\":1,\"waiting\":1,\"lastSuccessAt\":\"2026-01-01T00:00:00Z\","
                + "\"lastFailureAt\":\"2026-01-01T00:00:00Z\",\"history\":{\"complete\":true}}");
    }

    @ParameterizedTest
    @CsvSource({"/dead-letters?filter%5Breason%5D=boredom, filter[reason]",
            "/dead-letters?filter%5Bfrom%5D=yesterday, filter[from]", "/dead-letters?page%5Bafter%5D=x, page[after]",
            "/dead-letters?page%5Bsize%5D=501, page[size]", "/dead-letters?colour=red, colour",
            "/deliveries/dlv_1?x=y, x"})
    void anInvalidParameterIsNamed(String path, String parameter) {
        TestResponse response = calls.get(path);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.at("/errors/0/source/parameter")).isEqualTo(parameter);
    }

    @Test
    void aTokenWithoutReadScopeIsForbidden() {
        assertThat(api.calls("create").get("/dead-letters").status()).isEqualTo(403);
        assertThat(api.calls("").get("/deliveries/dlv_1").status()).isEqualTo(401);
    }

    private String subscription(String members) {
        return calls.post("/subscriptions", """
                {"data": {"type": "subscriptions", "attributes": {"event": "a", %s,
                  "targetUrl": "https://exemplo.com.br/h"}}}""".formatted(members)).at("/data/id");
    }

    private TestResponse await(String path, Predicate<TestResponse> wanted) {
        return await(calls, path, wanted);
    }

    private static TestResponse await(ApiTestClient by, String path, Predicate<TestResponse> wanted) {
        return Awaitility.await().atMost(TIMEOUT).until(() -> by.get(path), wanted);
    }

    private static List<String> ids(TestResponse response) {
        List<String> ids = new ArrayList<>();
        response.json().path("data").forEach(one -> ids.add(one.at("/relationships/delivery/data/id").asText()));
        return ids;
    }
}
