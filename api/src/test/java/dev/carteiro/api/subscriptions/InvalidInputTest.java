package dev.carteiro.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.api.ApiTestClient;
import dev.carteiro.api.ApiTestClient.TestResponse;
import dev.carteiro.api.RunningApi;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that invalid input gets a precise 4xx, writes nothing and reveals nothing. */
@ExtendWith(SharedBroker.class)
@TestInstance(Lifecycle.PER_CLASS)
class InvalidInputTest {
    private static final String SECRET = "whsec_aHVzaC1odXNoLWh1c2gtaHVzaC1odXNo";

    @SuppressWarnings("NullAway.Init") // before all
    private Broker broker;
    @SuppressWarnings("NullAway.Init") // before all
    private RunningApi api;
    @SuppressWarnings("NullAway.Init") // before all
    private ApiTestClient calls;
    @SuppressWarnings("NullAway.Init") // before all
    private String foreign;
    private int records;

    @BeforeAll
    void start(Broker shared) throws InterruptedException {
        broker = shared;
        api = RunningApi.on(shared);
        calls = api.calls();
        foreign = calls.post("/subscriptions", """
                {"data": {"type": "subscriptions", "attributes": {"event": "a", "tenant": "beta",
                  "targetUrl": "https://exemplo.com.br/h", "secrets": ["%s"],
                  "headers": {"authorization": "Basic aHVzaA=="}}}}""".formatted(SECRET)).at("/data/id");
        records = written();
    }

    @AfterEach
    void nothingIsWritten() {
        assertThat(written()).isEqualTo(records);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void anErrorRepeatsLittleOfTheInput() {
        String name = "n".repeat(40_000);
        String many = "1,".repeat(30_000);
        for (String attributes : List.of("\"" + name + "\": 1",
                "\"events\": [" + many + "1], \"targetUrl\": \"https://a.b/\"",
                "\"name\": \"" + name + "\", \"event\": \"a\", \"targetUrl\": \"https://a.b/\"",
                "\"event\": \"" + name + "\", \"targetUrl\": \"" + "x".repeat(3_000) + "\"")) {
            TestResponse rejected = calls.post("/subscriptions",
                    "{\"data\": {\"type\": \"subscriptions\", \"attributes\": {" + attributes + "}}}");
            assertThat(rejected.status()).isEqualTo(422);
            assertThat(rejected.json().toString()).hasSizeLessThan(5_000);
        }
        TestResponse parameter = calls.get("/subscriptions?" + "p".repeat(10_000) + "=1");
        assertThat(parameter.status()).isEqualTo(400);
        assertThat(parameter.json().toString()).hasSizeLessThan(2_000);
        StringBuilder members = new StringBuilder("\"event\": \"a\"");
        for (int i = 0; i < 500; i++) {
            members.append(", \"m").append(i).append("\": 1");
        }
        TestResponse rejected = calls.post("/subscriptions",
                "{\"data\": {\"type\": \"subscriptions\", \"attributes\": {" + members + "}}}");
        assertThat(rejected.json().path("errors")).hasSize(50);
    }

    private int written() {
        return broker.readAll(RunningApi.names(broker).subscriptions()).size();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[] | 400 | ", "`\"x\"` | 400 | ", "{} | 400 | ",
            "{data: null} | 400 | /data", "{data: []} | 400 | /data", "{data: {attributes: {}}} | 400 | /data",
            "{data: {type: 1, attributes: {}}} | 400 | /data/type",
            "{data: {type: \"subscription\", attributes: {}}} | 409 | /data/type",
            "{data: {type: \"subscriptions\"}} | 400 | /data",
            "{data: {type: \"subscriptions\", attributes: []}} | 400 | /data/attributes",
            "{data: {type: \"subscriptions\", attributes: {}, relationships: {}}} | 400 | /data/relationships",
            "{data: {type: \"subscriptions\", id: \"x\", attributes: {}}} | 403 | /data/id",
            "{data: {type: \"subscriptions\", id: 1, attributes: {}}} | 400 | /data/id",
            "{data: {type: \"subscriptions\", attributes: {}}, \"a/b\": 1} | 400 | /a~1b",
            "{data: {type: \"subscriptions\", attributes: {event: \"a\"}}} | 422 | /data/attributes",
            "{data: {type: \"subscriptions\", attributes: {event: \"a\", targetUrl: 5}}} | 422 | /data/attributes/targetUrl",
            "{data: {type: \"subscriptions\", attributes: {event: \"a\", targetUrl: \"http://10.0.0.1/\"}}} | 422 | /data/attributes/targetUrl",
            "{data: {type: \"subscriptions\", attributes: {event: \"a b\", targetUrl: \"https://exemplo.com.br/\"}}} | 422 | /data/attributes/event",
            "{data: {type: \"subscriptions\", attributes: {event: \"a\", targetUrl: \"https://exemplo.com.br/\", colour: 1}}} | 422 | /data/attributes/colour",
            "{data: {type: \"subscriptions\", attributes: {event: \"a\", targetUrl: \"https://exemplo.com.br/\", id: \"x\"}}} | 422 | /data/attributes/id",
            "{data: {type: \"subscriptions\", attributes: {event: \"a\", targetUrl: \"https://exemplo.com.br/\", retry: {x: 1}}}} | 422 | /data/attributes/retry/x",
            "{data: {type: \"subscriptions\", attributes: {event: \"a\", targetUrl: \"https://exemplo.com.br/\", maxInFlight: 0}}} | 422 | /data/attributes/maxInFlight",
            "{data: {type: \"subscriptions\", attributes: {event: \"a\", targetUrl: \"https://exemplo.com.br/\", headers: {host: \"x\"}}}} | 422 | /data/attributes/headers",
            "{data: {type: \"subscriptions\", attributes: {event: \"a\", targetUrl: \"https://exemplo.com.br/\"}} | 400 | "})
    void theErrorPointsToTheProblem(String body, int status, String pointer) {
        TestResponse response = calls.post("/subscriptions", body);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.at("/errors/0/status")).isEqualTo(Integer.toString(status));
        assertThat(response.at("/errors/0/source/pointer")).isEqualTo(pointer == null ? "" : pointer);
        assertThat(response.at("/errors/0/detail")).isNotEmpty();
        assertThat(response.header("Content-Type")).contains("application/vnd.api+json");
    }

    @Test
    void allProblemsAreReportedAtOnceWithoutSecrets() {
        TestResponse response = calls.post("/subscriptions", """
                {data: {type: "subscriptions", attributes: {event: "a", targetUrl: "ftp://exemplo.com.br/",
                  secrets: ["whsec_c2hvcnQ="], headers: {"x-a": "hush\\u0000"}, timeout: "1h"}}}""");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.json().path("errors").findValuesAsText("pointer")).containsExactlyInAnyOrder(
                "/data/attributes/targetUrl", "/data/attributes/secrets/0", "/data/attributes/headers",
                "/data/attributes/timeout");
        assertThat(response.json().toString()).doesNotContain("hush", "c2hvcnQ");
    }

    @Test
    void secretsAndHeaderValuesAreNeverReturned() {
        for (TestResponse response : new TestResponse[]{calls.get("/subscriptions/" + foreign),
                calls.get("/subscriptions")}) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.json().toString()).doesNotContain(SECRET, "aHVzaA");
        }
        TestResponse one = calls.get("/subscriptions/" + foreign);
        assertThat(one.at("/data/meta/secrets")).isEqualTo("1");
        assertThat(one.json().at("/data/meta/headerNames").toString()).isEqualTo("[\"authorization\"]");
        assertThat(one.json().at("/data/attributes").has("headers")).isFalse();
    }

    @Test
    void subscriptionsOfOtherTenantsLookNonexistent() {
        ApiTestClient confined = api.calls("manage@acme");
        String path = "/subscriptions/" + foreign;
        TestResponse unknown = confined.send("GET", "/subscriptions/nobodys", null, "X-Request-Id", "the-same");

        assertThat(confined.send("GET", path, null, "X-Request-Id", "the-same").json()).isEqualTo(unknown.json());
        assertThat(confined.get(path).status()).isEqualTo(404);
        assertThat(confined.delete(path).status()).isEqualTo(404);
        assertThat(confined.delete(path, "If-Match", "*").status()).isEqualTo(404);
        assertThat(confined.patch(path, "{data: {type: \"subscriptions\", id: \"" + foreign
                + "\", attributes: {name: \"mine\"}}}").status()).isEqualTo(404);
        assertThat(confined.get("/subscriptions").json().path("data").size()).isZero();
        assertThat(confined.get("/subscriptions?filter%5Btenant%5D=beta").json().path("data").size()).isZero();
    }

    @Test
    void aSubscriptionCannotBeCreatedForAnotherTenant() {
        TestResponse response = api.calls("manage@acme").post("/subscriptions", """
                {data: {type: "subscriptions", attributes: {event: "a", tenant: "beta",
                  targetUrl: "https://exemplo.com.br/h"}}}""");
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.at("/errors/0/source/pointer")).isEqualTo("/data/attributes/tenant");
    }

    @Test
    void eachOperationRequiresItsScope() {
        String body = "{data: {type: \"subscriptions\", id: \"" + foreign + "\", attributes: {}}}";
        assertThat(api.calls("read").post("/subscriptions", body).status()).isEqualTo(403);
        assertThat(api.calls("create").get("/subscriptions").status()).isEqualTo(403);
        assertThat(api.calls("read,create").delete("/subscriptions/" + foreign).status()).isEqualTo(403);
        assertThat(api.calls("read,create").patch("/subscriptions/" + foreign, body).status()).isEqualTo(403);
        assertThat(api.calls("nonsense").get("/subscriptions").status()).isEqualTo(401);
        assertThat(api.calls("read").get("/subscriptions").status()).isEqualTo(200);
    }

    @Test
    void aChangeNeedsTheSameIdAndTheCurrentVersion() {
        String path = "/subscriptions/" + foreign;
        String version = calls.get(path).header("ETag").orElseThrow();
        assertThat(calls.patch(path, "{data: {type: \"subscriptions\", attributes: {}}}").status()).isEqualTo(400);
        assertThat(calls.patch(path, "{data: {type: \"subscriptions\", id: \"x\", attributes: {}}}").status())
                .isEqualTo(409);
        assertThat(calls.delete(path, "If-Match", "\"17171717\"").status()).isEqualTo(412);
        assertThat(calls.delete(path, "If-Match", "W/" + version).status()).isEqualTo(412);
        TestResponse response = calls.patch(path, "{data: {type: \"subscriptions\", id: \"" + foreign
                + "\", attributes: {targetUrl: null}}}", "If-Match", version);
        assertThat(response.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter%5Bcolour%5D=red", "sort=targetUrl", "page%5Bsize%5D=0", "page%5Bsize%5D=501",
            "page%5Bsize%5D=x", "page%5Bafter%5D=x", "page%5Bnumber%5D=1", "include=events", "x=1", "sort=id&sort=name",
            "page%5Bafter%5D=WyJhIiwiYSJd&page%5Bbefore%5D=WyJhIiwiYSJd"})
    void invalidListParametersAreNamed(String query) {
        TestResponse response = calls.get("/subscriptions?" + query);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.at("/errors/0/source/parameter")).isNotEmpty();
    }

    @Test
    void otherMediaTypesAreRejected() {
        String body = "{data: {type: \"subscriptions\", attributes: {}}}";
        assertThat(calls.send("POST", "/subscriptions", body, "Content-Type", "text/plain").status()).isEqualTo(415);
        assertThat(calls.send("POST", "/subscriptions", body, "Accept", "text/html").status()).isEqualTo(406);
    }
}
