package dev.carteiro.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dispatcher with a real broker and a real socket. */
@ExtendWith(SharedBroker.class)
class DispatcherTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private TestInstallation installation;

    @BeforeEach
    void installTopics(Broker broker) {
        installation = new TestInstallation(broker);
    }

    @AfterEach
    void close() {
        installation.close();
        receiver.close();
    }

    @Test
    void sendsOneSignedRequest() throws Exception {
        receiver.at("/hook").answers(200);
        long version = installation.apply("sub", """
                {"targetUrl": "%s", "events": ["person.*"], "secrets": ["%s"], "headers": {"authorization": "Bearer x"}}
                """.formatted(receiver.uri("/hook"), SECRET));
        installation.startDispatcher();
        installation.deliver("dlv_1", "sub", version, """
                {"id": "evt_1", "event": "person.created", "data": {"n": 1.0e2,  "s": "\\u00e9"}}""");

        ReceivedRequest request = receiver.awaitRequests(1, Duration.ofSeconds(20)).getFirst();

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.bodyText()).isEqualTo(
                "{\"type\":\"person.created\",\"timestamp\":\"2025-02-10T15:30:50Z\",\"data\":{\"n\": 1.0e2,  \"s\": \"\\u00e9\"}}");
        assertThat(request.headers().first("webhook-id")).isEqualTo("dlv_1");
        assertThat(request.headers().first("webhook-attempt")).isEqualTo("1");
        assertThat(request.headers().first("user-agent")).isEqualTo("Carteiro/test");
        assertThat(request.headers().first("authorization")).isEqualTo("Bearer x");
        assertThat(request.headers().first("content-type")).isEqualTo("application/json");
        assertThat(SignatureVerifier.of(SECRET).verifies(request.headers()::first, request.body())).isTrue();
        JsonNode attempt = attempts(1).getFirst();
        assertThat(attempt.get("outcome").asText()).isEqualTo("delivered");
        assertThat(attempt.get("status").asInt()).isEqualTo(200);
        assertThat(attempt.get("attempt").asInt()).isEqualTo(1);
        installation.awaitEverythingCommitted();
    }

    @Test
    void retriesAtTheScheduledTimesUntilItSucceeds() throws Exception {
        receiver.at("/hook").answersInTurn(500, 500, 500, 200);
        long version = installation.apply("sub", """
                {"targetUrl": "%s", "events": ["*"], "retry": {"schedule": ["300ms", "600ms", "1200ms"]}}
                """.formatted(receiver.uri("/hook")));
        installation.startDispatcher();
        installation.deliver("dlv_1", "sub", version, "{\"event\":\"a\",\"data\":{}}");

        List<ReceivedRequest> requests = receiver.awaitRequests(4, Duration.ofSeconds(30));

        assertThat(requests).extracting(request -> request.headers().first("webhook-id"))
                .containsExactly("dlv_1", "dlv_1", "dlv_1", "dlv_1");
        assertThat(requests).extracting(request -> request.headers().first("webhook-attempt"))
                .containsExactly("1", "2", "3", "4");
        assertThat(gapMillis(requests, 0)).isGreaterThanOrEqualTo(300);
        assertThat(gapMillis(requests, 1)).isGreaterThanOrEqualTo(600);
        assertThat(gapMillis(requests, 2)).isGreaterThanOrEqualTo(1200);
        assertThat(attempts(4)).extracting(attempt -> attempt.get("outcome").asText()).containsExactly("retry",
                "retry", "retry", "delivered");
        installation.awaitEverythingCommitted();
    }

    @Test
    void writesOneDeadLetterForADeliveryThatNeverSucceeds() throws Exception {
        receiver.at("/hook").answers(503);
        long version = installation.apply("sub", """
                {"targetUrl": "%s", "events": ["*"], "retry": {"schedule": ["200ms"]}}
                """.formatted(receiver.uri("/hook")));
        installation.startDispatcher();
        String event = "{\"event\":\"a\",\"data\":{\"k\":1}}";
        installation.deliver("dlv_1", "sub", version, event);

        List<ConsumerRecord<byte[], byte[]>> dead = installation.await(installation.names().deadLetters(), 1);

        DeadLetter letter = Objects.requireNonNull(
                DeadLetter.read(dead.getFirst().key(), dead.getFirst().value(), dead.getFirst().headers()));
        assertThat(letter.reason()).isEqualTo(DeadLetterReason.RETRIES_EXHAUSTED);
        assertThat(letter.lastStatus()).isEqualTo(503);
        assertThat(letter.delivery().progress().attempts()).isEqualTo(2);
        assertThat(new String(letter.delivery().payload(), java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(event);
        installation.awaitEverythingCommitted();
        assertThat(installation.read(installation.names().deadLetters())).hasSize(1);
        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void deliversThousandsOnceAndCommitsEverything() throws Exception {
        receiver.at("/hook").answers(200);
        long version = installation.apply("sub",
                "{\"targetUrl\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.uri("/hook")));
        installation.startDispatcher();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            ids.add("dlv_" + i);
        }
        installation.deliverAll(ids, "sub", version, "{\"event\":\"a\",\"data\":{}}");

        receiver.awaitRequests(3_000, Duration.ofSeconds(60));
        installation.awaitEverythingCommitted();

        Set<String> seen = new HashSet<>();
        receiver.requests().forEach(request -> seen.add(request.headers().first("webhook-id")));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(receiver.requests()).hasSize(3_000);
    }

    @Test
    void dropsQueuedDeliveriesOfADeletedSubscriptionWithAnOutcome() throws Exception {
        installation.apply("sub", "{\"targetUrl\": \"https://example.com/\", \"events\": [\"*\"]}");
        long version = installation.delete("sub");
        installation.startDispatcher();
        installation.deliver("dlv_1", "sub", version, "{\"event\":\"a\",\"data\":{}}");

        assertThat(attempts(1).getFirst().get("outcome").asText()).isEqualTo("cancelled");
        installation.awaitEverythingCommitted();
    }

    @Test
    void anEndpointThatIsGoneGetsNoMoreRequestsUntilItsSubscriptionIsWrittenAgain() throws Exception {
        receiver.at("/gone").answers(410);
        receiver.at("/new").answers(200);
        long version = installation.apply("sub",
                "{\"targetUrl\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.uri("/gone")));
        installation.startDispatcher();
        installation.deliver("dlv_1", "sub", version, "{\"event\":\"a\",\"data\":{}}");
        installation.await(installation.names().endpointStatus(), 1);
        installation.deliver("dlv_2", "sub", version, "{\"event\":\"a\",\"data\":{}}");

        assertThat(installation.await(installation.names().deadLetters(), 2)).extracting(DispatcherTest::reason)
                .containsExactlyInAnyOrder(DeadLetterReason.GONE, DeadLetterReason.ENDPOINT_DISABLED);
        assertThat(receiver.requests()).hasSize(1);

        // The next process knows it too.
        installation.close();
        installation.startDispatcher();
        installation.deliver("dlv_3", "sub", version, "{\"event\":\"a\",\"data\":{}}");
        installation.await(installation.names().deadLetters(), 3);
        assertThat(receiver.requests()).hasSize(1);

        long newer = installation.apply("sub",
                "{\"targetUrl\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.uri("/new")));
        installation.deliver("dlv_4", "sub", newer, "{\"event\":\"a\",\"data\":{}}");
        assertThat(receiver.awaitRequests(2, Duration.ofSeconds(20)).getLast().headers().first("webhook-id"))
                .isEqualTo("dlv_4");
        assertThat(installation.await(installation.names().endpointStatus(), 2).getLast().value())
                .as("of an older version, and so cleared").isNull();
        installation.awaitEverythingCommitted();
    }

    @Test
    void quarantinesAnInvalidDelivery() throws Exception {
        installation.startDispatcher();
        installation.produceGarbage();

        ConsumerRecord<byte[], byte[]> kept = installation.await(installation.names().quarantine(), 1).getFirst();

        assertThat(new String(kept.headers().lastHeader("quarantine-reason").value(),
                java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("invalid-delivery");
        installation.awaitEverythingCommitted();
    }

    private List<JsonNode> attempts(int count) throws Exception {
        List<JsonNode> attempts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : installation.await(installation.names().attempts(), count)) {
            attempts.add(StrictJson.tree(record.value()));
        }
        return attempts;
    }

    private static DeadLetterReason reason(ConsumerRecord<byte[], byte[]> dead) {
        return Objects.requireNonNull(DeadLetter.read(dead.key(), dead.value(), dead.headers())).reason();
    }

    private static long gapMillis(List<ReceivedRequest> requests, int index) {
        return (requests.get(index + 1).arrivedNanos() - requests.get(index).arrivedNanos()) / 1_000_000;
    }
}
