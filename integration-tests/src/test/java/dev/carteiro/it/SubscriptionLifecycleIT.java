package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.Api;
import dev.carteiro.api.ApiSettings;
import dev.carteiro.api.actions.TestBudgets;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.auth.Scope;
import dev.carteiro.api.http.AuditOptions;
import dev.carteiro.api.http.HttpLimits;
import dev.carteiro.api.registry.Quotas;
import dev.carteiro.api.subscriptions.DefaultProfiles;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import dev.carteiro.testkit.signature.SignatureVerifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The lifecycle of a subscription over HTTP, with a running router and dispatcher. */
@ExtendWith(SharedBroker.class)
class SubscriptionLifecycleIT {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @TempDir
    private Path state;

    private Broker broker;
    private Pipeline pipeline;
    private Api api;

    @BeforeEach
    void start(Broker shared) throws Exception {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), state);
        pipeline.startRouter("one");
        pipeline.startDispatcher();
        api = Api.start(
                new ApiSettings(KafkaAccess.to(shared.bootstrapServers()), pipeline.names(),
                        AllowedTargets.parse(List.of("127.0.0.0/8")), "127.0.0.1", 0, "", HttpLimits.DEFAULT,
                        AuditOptions.CHANGES_ONLY,
                        8 * 1024 * 1024, Quotas.Limits.DEFAULT, TestBudgets.Rates.DEFAULT, DefaultProfiles.STANDARD),
                token -> new Caller("tester", null, Set.of(Scope.MANAGE)), new SimpleMeterRegistry(), failure -> {
                    throw new AssertionError(failure);
                });
    }

    @AfterEach
    void close() {
        api.close();
        pipeline.close();
        receiver.close();
    }

    @Test
    void createdTestedFailingDeadRotatedRedrivenDeleted() throws Exception {
        // A test, two attempts of a delivery, and its attempt after the redrive.
        receiver.at("/hook").answersInTurn(503, 500, 500, 200);
        JsonNode created = send(201, "POST", "/subscriptions", """
                {"data": {"type": "subscriptions", "attributes": {"event": "a", "targetUrl": "%s",
                  "secrets": ["%s"], "retry": {"schedule": ["200ms"]}}}}""".formatted(receiver.uri("/hook"), SECRET));
        String path = "/subscriptions/" + created.at("/data/id").asText();

        JsonNode tested = send(200, "POST", path + "/test", "");
        assertThat(tested.at("/data/attributes/state").asText()).isEqualTo("test-failed");
        assertThat(tested.at("/data/attributes/attempts/0/status").asInt()).isEqualTo(503);

        broker.produce(pipeline.names().events(), "k", "{\"id\":\"evt_1\",\"event\":\"a\",\"data\":{}}");
        String delivery = new DeliveryId(pipeline.names().events(), "evt_1")
                .forSubscription(created.at("/data/id").asText());
        JsonNode dead = await("/deliveries/" + delivery, "/data/attributes/state", "dead"::equals);
        assertThat(dead.at("/data/attributes/reason").asText()).isEqualTo("retries-exhausted");
        JsonNode attempts = send(200, "GET", path + "/attempts", "");
        assertThat(attempts.path("data")).extracting(one -> one.at("/attributes/outcome").asText())
                .containsExactly("dead", "retry", "test-failed");
        assertThat(send(200, "GET", path, "").at("/data/meta/endpoint/failuresInARow").asInt()).isEqualTo(2);
        await("/dead-letters", "/data/0/relationships/delivery/data/id", delivery::equals);

        JsonNode rotated = send(200, "POST", path + "/secrets", "");
        JsonNode redriven = send(202, "POST", "/redrives", """
                {"data": {"type": "redrives", "attributes": {"filter": {"deliveries": ["%s"]}}}}"""
                .formatted(delivery));
        JsonNode delivered = await("/deliveries/" + delivery, "/data/attributes/state", "delivered"::equals);
        assertThat(delivered.at("/data/attributes/attempts")).hasSize(3);
        await("/redrives/" + redriven.at("/data/id").asText(), "/data/attributes/state", "done"::equals);
        ReceivedRequest last = receiver.awaitRequests(4, Pipeline.TIMEOUT).getLast();
        assertThat(verifies(rotated.at("/data/attributes/secret").asText(), last)).isTrue();
        assertThat(verifies(SECRET, last)).as("in its grace period").isTrue();

        send(204, "DELETE", path, "");
        assertThat(send(200, "GET", path + "/attempts", "").path("data")).hasSize(4);
        pipeline.requireHealthy();
    }

    private JsonNode await(String path, String pointer, Predicate<String> wanted) {
        return Awaitility.await().atMost(Pipeline.TIMEOUT).ignoreExceptionsInstanceOf(UnexpectedStatus.class)
                .until(() -> send(200, "GET", path, ""), answer -> wanted.test(answer.at(pointer).asText()));
    }

    /** Thrown for an unexpected status, which may still change. */
    private static final class UnexpectedStatus extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnexpectedStatus(String message) {
            super(message);
        }
    }

    private JsonNode send(int status, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/webhooks/api/v1" + path))
                .header("Content-Type", "application/vnd.api+json").header("Authorization", "Bearer x")
                .timeout(Duration.ofSeconds(30)).method(method, BodyPublishers.ofString(body)).build();
        HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());
        JsonNode json = answer.body().length == 0
                ? StrictJson.mapper().createObjectNode()
                : StrictJson.tree(answer.body());
        if (answer.statusCode() != status) {
            throw new UnexpectedStatus(method + " " + path + ": " + answer.statusCode() + " " + json);
        }
        return json;
    }

    private static boolean verifies(String secret, ReceivedRequest request) {
        return SignatureVerifier.of(secret).verifies(request.headers()::first, request.body());
    }
}
