package dev.carteiro.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.carteiro.api.HttpCalls;
import dev.carteiro.api.HttpCalls.Answer;
import dev.carteiro.api.RunningApi;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
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
    private HttpCalls calls;

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
    void theDocumentedExampleWorksAsItStands() {
        Answer created = calls.send("POST", "/subscriptions", """
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
        assertThat(created.json().at("/data/attributes").toString()).isEqualTo("{\"name\":\"MEU_WEBHOOK\","
                + "\"targetUrl\":\"https://exemplo.com.br/meus/callbacks\",\"event\":\"document.status.signed\","
                + "\"context\":\"doc-signature\",\"state\":\"active\",\"profile\":\"standard\",\"method\":\"POST\","
                + "\"timeout\":\"5s\",\"successStatus\":[\"2xx\"],\"retry\":{\"schedule\":[\"5s\",\"5m\",\"30m\","
                + "\"2h\",\"5h\",\"10h\",\"14h\",\"20h\",\"24h\"]},\"maxAge\":\"4d\",\"maxInFlight\":16,"
                + "\"ordering\":\"none\"}");
        assertThat(calls.get("/subscriptions/" + created.at("/data/id")).json().path("data"))
                .isEqualTo(created.json().path("data"));
    }

    @Test
    void whatIsWrittenToKafkaIsStrictJsonWithoutDefaults() {
        String id = calls.post("/subscriptions", "{data:{type:\"subscriptions\",attributes:{event:\"a\","
                + "\"targetUrl\":\"https://exemplo.com.br/h\",}}}").at("/data/id");

        assertThat(broker.readAll(RunningApi.names(broker).subscriptions()))
                .filteredOn(record -> new String(record.key(), StandardCharsets.UTF_8).equals(id)).singleElement()
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"event\":\"a\",\"targetUrl\":\"https://exemplo.com.br/h\"}");
    }

    @Test
    void aChangeReplacesWhatItNamesAndNullRemoves() {
        String id = calls.post("/subscriptions", """
                {"data": {"type": "subscriptions", "attributes": {"event": "a", "name": "n", "context": "c",
                  "targetUrl": "https://exemplo.com.br/h"}}}""").at("/data/id");

        Answer changed = calls.patch("/subscriptions/" + id, """
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
    void whatIsDeletedIsGoneForGood() {
        String path = "/subscriptions/" + calls.post("/subscriptions", MINIMAL).at("/data/id");

        Answer deleted = calls.delete(path);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isNull();
        assertThat(calls.get(path).status()).isEqualTo(404);
        assertThat(calls.delete(path).status()).isEqualTo(404);
    }

    @Test
    void nothingIsAnsweredWithoutAToken() {
        Answer answer = api.calls("").get("/subscriptions");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"carteiro\"");
        assertThat(answer.at("/errors/0/source/header")).isEqualTo("Authorization");
    }

    @Test
    void eachChangeLeavesOneAuditLineAndNothingElseDoes() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger audit = (Logger) LoggerFactory.getLogger("carteiro.audit");
        audit.setLevel(Level.INFO);
        audit.addAppender(lines);
        lines.start();
        try {
            String id = calls.post("/subscriptions", MINIMAL).at("/data/id");
            calls.get("/subscriptions/" + id);
            api.calls("read").delete("/subscriptions/" + id);
            calls.delete("/subscriptions/" + id);
            assertThat(lines.list).extracting(line -> line.getFormattedMessage().replaceAll("^.*\"did\":", ""))
                    .containsExactly("\"POST /subscriptions\",\"id\":\"" + id + "\",\"status\":201}",
                            "\"DELETE /subscriptions/{id}\",\"id\":\"" + id + "\",\"status\":403}",
                            "\"DELETE /subscriptions/{id}\",\"id\":\"" + id + "\",\"status\":204}");
        } finally {
            audit.detachAppender(lines);
        }
    }
}
