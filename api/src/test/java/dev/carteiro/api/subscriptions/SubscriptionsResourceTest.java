package dev.carteiro.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.ApiTestClient;
import dev.carteiro.api.ApiTestClient.TestResponse;
import dev.carteiro.api.RunningApi;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@ExtendWith(SharedBroker.class)
@TestInstance(Lifecycle.PER_CLASS)
class SubscriptionsResourceTest {
    private static final String MINIMAL = """
            {"data": {"type": "subscriptions", "attributes":
              {"event": "person.created", "targetUrl": "https://exemplo.com.br/h"}}}""";

    @SuppressWarnings("NullAway.Init") // before all
    private Broker broker;
    @SuppressWarnings("NullAway.Init") // before all
    private RunningApi api;
    @SuppressWarnings("NullAway.Init") // before all
    private ApiTestClient calls;

    @BeforeAll
    void start(Broker shared) throws InterruptedException {
        broker = shared;
        api = RunningApi.on(shared);
        calls = api.calls();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void theDocumentedExampleWorks() {
        TestResponse created = calls.send("POST", "/subscriptions", """
                {
                data: {
                type: "subscriptions",
                attributes: {
                event: "document.status.signed",
                context: "doc-signature",
                name: "MEU_WEBHOOK",
                targetUrl: "https://exemplo.com.br/meus/callbacks",
                },
                },
                }""", "Content-Type", "application/json");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/data/type")).isEqualTo("subscriptions");
        assertThat(created.at("/data/id")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        String self = "http://127.0.0.1:" + api.port() + "/webhooks/api/v1/subscriptions/" + created.at("/data/id");
        assertThat(created.at("/links/self")).isEqualTo(self);
        assertThat(created.header("Location")).contains(self);
        assertThat(created.at("/data/attributes/createdAt")).isEqualTo(created.at("/data/attributes/updatedAt"))
                .matches("[0-9]{4}(-[0-9]{2}){2}T.*Z");
        assertThat(((ObjectNode) created.json().at("/data/attributes")).deepCopy()
                .remove(List.of("createdAt", "updatedAt")).toString()).isEqualTo("{\"name\":\"MEU_WEBHOOK\","
                        + "\"targetUrl\":\"https://exemplo.com.br/meus/callbacks\",\"event\":\"document.status.signed\","
                        + "\"context\":\"doc-signature\",\"state\":\"active\",\"profile\":\"standard\",\"method\":\"POST\","
                        + "\"timeout\":\"5s\",\"successStatus\":[\"2xx\"],\"retry\":{\"schedule\":[\"5s\",\"5m\",\"30m\","
                        + "\"2h\",\"5h\",\"10h\",\"14h\",\"20h\",\"24h\"]},\"maxAge\":\"4d\",\"maxInFlight\":16,"
                        + "\"ordering\":\"none\"}");
        assertThat(calls.get("/subscriptions/" + created.at("/data/id")).json().path("data"))
                .isEqualTo(created.json().path("data"));
    }

    @Test
    void aSubscriptionCanBeSentBackAsRead() {
        String id = calls.post("/subscriptions", MINIMAL).at("/data/id");
        TestResponse read = calls.get("/subscriptions/" + id);

        TestResponse changed = calls.patch("/subscriptions/" + id, "{\"data\":" + read.json().path("data") + "}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/data/attributes/createdAt")).isEqualTo(read.at("/data/attributes/createdAt"));
        assertThat(Instant.parse(changed.at("/data/attributes/updatedAt")))
                .isAfterOrEqualTo(Instant.parse(read.at("/data/attributes/updatedAt")));
        assertThat(calls.get("/subscriptions/" + id).json().path("data")).isEqualTo(changed.json().path("data"));
        assertThat(written(id)).doesNotContain("createdAt", "updatedAt");
    }

    @Test
    void timesInRequestsAreIgnored() {
        TestResponse created = calls.post("/subscriptions",
                attributes("\"createdAt\": \"2001-01-01T00:00:00Z\", \"updatedAt\": 5,"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/data/attributes/createdAt")).startsWith("20").isNotEqualTo("2001-01-01T00:00:00Z");
        assertThat(written(created.at("/data/id"))).doesNotContain("createdAt", "updatedAt");
    }

    @Test
    void theRecordInKafkaIsStrictJsonWithoutDefaults() {
        String id = calls.post("/subscriptions", "{data:{type:\"subscriptions\",attributes:{event:\"a\","
                + "\"targetUrl\":\"https://exemplo.com.br/h\",secrets:[],}}}").at("/data/id");

        assertThat(broker.readAll(RunningApi.names(broker).subscriptions()))
                .filteredOn(record -> new String(record.key(), StandardCharsets.UTF_8).equals(id)).singleElement()
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"event\":\"a\",\"targetUrl\":\"https://exemplo.com.br/h\",\"secrets\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"secrets\": null,", "\"profile\": \"twenty\",", "\"profile\": \"raw\","})
    void aSecretIsGeneratedAndReturnedOnceIfNoneIsGiven(String members) {
        TestResponse created = calls.post("/subscriptions", attributes(members));

        assertThat(created.status()).isEqualTo(201);
        String secret = created.at("/meta/secret");
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(written(created.at("/data/id"))).contains("\"secrets\":[\"" + secret + "\"]");
        TestResponse read = calls.get("/subscriptions/" + created.at("/data/id"));
        assertThat(read.at("/data/meta/secrets")).isEqualTo("1");
        assertThat(read.json().toString()).doesNotContain("whsec_");
        assertThat(calls.post("/subscriptions", attributes(members)).at("/meta/secret")).isNotEqualTo(secret);
    }

    @Test
    void noSecretIsGeneratedIfSecretsAreGivenOrEmpty() {
        for (String members : new String[]{"\"secrets\": [],", "\"secrets\": [\"a plain text key\"],"}) {
            TestResponse created = calls.post("/subscriptions", attributes(members));
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.json().has("meta")).isFalse();
        }
        TestResponse grafeno = calls.post("/subscriptions", attributes("\"profile\": \"grafeno\","));
        assertThat(grafeno.status()).isEqualTo(422);
        assertThat(grafeno.at("/errors/0/detail")).startsWith("profile 'grafeno' signs with RSA: add exactly one PEM");
    }

    @Test
    void aShortKeyIsAcceptedWithAWarning() {
        TestResponse created = calls.post("/subscriptions",
                attributes("\"secrets\": [\"a plain text key\", \"short\"],"));

        assertThat(created.status()).isEqualTo(201);
        String warning = "[{\"detail\":\"is a key of 5 bytes, which is vulnerable to brute force; use at least 16 bytes, or"
                + " generate one by rotating the secrets\",\"source\":{\"pointer\":\"/data/attributes/secrets/1\"}}]";
        assertThat(created.json().at("/meta/warnings").toString()).isEqualTo(warning);
        TestResponse changed = change(created.at("/data/id"), "\"name\": \"n\"");
        assertThat(changed.json().at("/meta/warnings").toString()).isEqualTo(warning);
    }

    @Test
    void aBadlyPastedSecretIsRejectedUnlessItIsInForce() {
        TestResponse rejected = calls.post("/subscriptions",
                attributes("\"secrets\": [\"v1,whsec_MfKQ9r8GKYqrTwjU\"],"));
        assertThat(rejected.status()).isEqualTo(422);
        assertThat(rejected.at("/errors/0/source/pointer")).isEqualTo("/data/attributes/secrets/0");
        assertThat(rejected.at("/errors/0/detail")).startsWith("looks like whsec_").doesNotContain("MfKQ");

        broker.produce(RunningApi.names(broker).applied(), "older", "{\"event\": \"a\", \"targetUrl\":"
                + " \"https://exemplo.com.br/h\", \"secrets\": [\"v1,whsec_MfKQ9r8GKYqrTwjU\"]}");
        Awaitility.await().until(() -> calls.get("/subscriptions/older").status() == 200);
        assertThat(change("older", "\"state\": \"paused\"").status()).isEqualTo(200);
        assertThat(calls.get("/subscriptions/older").at("/data/attributes/state")).isEqualTo("paused");
    }

    @Test
    void credentialsAreNotKeptForAnotherOriginByDefault() {
        String id = calls.post("/subscriptions", attributes("""
                "headers": {"authorization": "Bearer abc"}, "secrets": ["a plain text key"], "retiringSecrets":
                  [{"secret": "an older plain text key", "until": "2099-01-01T00:00:00Z"}],""")).at("/data/id");
        String before = written(id);
        for (String url : new String[]{"https://evil.example/h", "http://exemplo.com.br/h",
                "https://exemplo.com.br:8443/h", "https://www.exemplo.com.br/h"}) {
            TestResponse rejected = change(id, "\"targetUrl\": \"" + url + "\"");
            assertThat(rejected.status()).isEqualTo(422);
            assertThat(rejected.json().path("errors").findValuesAsText("pointer")).containsExactly(
                    "/data/attributes/headers", "/data/attributes/retiringSecrets", "/data/attributes/secrets");
            assertThat(rejected.at("/errors/0/detail"))
                    .isEqualTo("the target URL moves to another scheme, host or port,"
                            + " but stored headers are not kept by default: give 'headers' again, null for none, or set"
                            + " \"keepCredentials\": true");
        }
        assertThat(change(id, "\"targetUrl\": \"https://evil.example/h\", \"keepCredentials\": false").status())
                .isEqualTo(422);
        assertThat(change(id, "\"targetUrl\": \"https://evil.example/h\", \"headers\": {}, \"secrets\": []").json()
                .path("errors").findValuesAsText("pointer")).containsExactly("/data/attributes/retiringSecrets");
        assertThat(change(id, "\"keepCredentials\": \"yes\"").at("/errors/0/source/pointer"))
                .isEqualTo("/data/attributes/keepCredentials");
        assertThat(written(id)).isEqualTo(before);

        assertThat(change(id, "\"targetUrl\": \"HTTPS://Exemplo.com.br:443/other?x=1\"").status()).isEqualTo(200);
        assertThat(change(id, "\"targetUrl\": \"https://new.example/h\", \"headers\": null,"
                + " \"secrets\": [\"another plain text key\"], \"retiringSecrets\": null").status()).isEqualTo(200);
        assertThat(written(id)).doesNotContain("Bearer", "a plain text key", "an older");
        assertThat(change(id, "\"targetUrl\": \"https://newer.example/h\", \"keepCredentials\": true").status())
                .isEqualTo(200);
        assertThat(written(id)).contains("another plain text key").doesNotContain("keepCredentials");
    }

    @Test
    void aTargetWithoutCredentialsMayMove() {
        String id = calls.post("/subscriptions", attributes("\"secrets\": [],")).at("/data/id");

        assertThat(change(id, "\"targetUrl\": \"https://another.example/h\"").status()).isEqualTo(200);
    }

    private TestResponse change(String id, String attributes) {
        return calls.patch("/subscriptions/" + id, """
                {"data": {"type": "subscriptions", "id": "%s", "attributes": {%s}}}""".formatted(id, attributes));
    }

    private static String attributes(String members) {
        return """
                {"data": {"type": "subscriptions", "attributes": {%s "event": "a",
                  "targetUrl": "https://exemplo.com.br/h"}}}""".formatted(members);
    }

    private String written(String id) {
        return broker.readAll(RunningApi.names(broker).subscriptions()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(id))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8)).reduce((one, other) -> other)
                .orElseThrow();
    }

    @Test
    void aChangeReplacesNamedMembersAndNullRemovesThem() {
        String id = calls.post("/subscriptions", """
                {"data": {"type": "subscriptions", "attributes": {"event": "a", "name": "n", "context": "c",
                  "targetUrl": "https://exemplo.com.br/h"}}}""").at("/data/id");

        TestResponse changed = calls.patch("/subscriptions/" + id, """
                {"data": {"type": "subscriptions", "id": "%s", "attributes":
                  {"events": ["b", "c.*"], "name": null, "state": "paused"}}}""".formatted(id));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().at("/data/attributes/events").toString()).isEqualTo("[\"b\",\"c.*\"]");
        assertThat(changed.json().path("data").path("attributes").has("event")).isFalse();
        assertThat(changed.json().path("data").path("attributes").has("name")).isFalse();
        assertThat(changed.at("/data/attributes/context")).isEqualTo("c");
        assertThat(changed.at("/data/attributes/state")).isEqualTo("paused");
    }

    @Test
    void aDeletedSubscriptionIsNotFound() {
        String path = "/subscriptions/" + calls.post("/subscriptions", MINIMAL).at("/data/id");

        TestResponse deleted = calls.delete(path);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isNull();
        assertThat(calls.get(path).status()).isEqualTo(404);
        assertThat(calls.delete(path).status()).isEqualTo(404);
    }

    @Test
    void aRequestWithoutATokenIsUnauthenticated() {
        TestResponse response = api.calls("").get("/subscriptions");

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).contains("Bearer realm=\"carteiro\"");
        assertThat(response.at("/errors/0/source/header")).isEqualTo("Authorization");
    }

    @Test
    void eachChangeAndNothingElseLeavesAnAuditLine() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger audit = (Logger) LoggerFactory.getLogger("carteiro.audit");
        audit.setLevel(Level.INFO);
        audit.addAppender(lines);
        lines.start();
        try {
            String id = calls.post("/subscriptions", MINIMAL).at("/data/id");
            calls.get("/subscriptions/" + id);
            api.calls("read").delete("/subscriptions/" + id);
            change(id, "\"targetUrl\": \"https://another.example/h\", \"keepCredentials\": true");
            calls.delete("/subscriptions/" + id);
            // A line is written after its response was sent, so the client may already send the next request.
            Awaitility.await().until(() -> lines.list.size() >= 4);
            assertThat(lines.list).extracting(line -> line.getFormattedMessage().replaceAll("^.*\"did\":", ""))
                    .containsExactlyInAnyOrder("\"POST /subscriptions\",\"id\":\"" + id + "\",\"status\":201}",
                            "\"DELETE /subscriptions/{id}\",\"id\":\"" + id + "\",\"status\":403}",
                            "\"PATCH /subscriptions/{id}\",\"id\":\"" + id
                                    + "\",\"status\":200,\"keptCredentials\":[\"secrets\"]}",
                            "\"DELETE /subscriptions/{id}\",\"id\":\"" + id + "\",\"status\":204}");
        } finally {
            audit.detachAppender(lines);
        }
    }
}
