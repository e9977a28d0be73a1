package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The path from an event topic to receivers of every profile. */
@ExtendWith(SharedBroker.class)
class ProfilesIT {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String DATA = "{\"id\":\"op-1\",\"status\":\"SIGNING\",\"previousStatus\":\"ANALYSIS\"}";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @TempDir
    private Path state;

    private Broker broker;
    private Pipeline pipeline;

    @BeforeEach
    void start(Broker shared) {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), state);
        pipeline.startRouter("one");
        pipeline.startDispatcher();
    }

    @AfterEach
    void close() {
        pipeline.close();
        receiver.close();
    }

    @Test
    void oneEventReachesReceiversOfEveryProfile() throws Exception {
        KeyPair pair = rsa();
        Map<String, String> members = new TreeMap<>(
                Map.of("standard", secrets(SECRET), "twenty", secrets("your-secret"),
                        "checkmob", "\"headers\": {\"x-token\": \"t\"}", "grafeno", secrets(pem(pair)), "catalisa", "",
                        "titan", "\"statusChange\": {\"to\": [\"SIGNING\"], \"from\": [\"ANALYSIS\"]}", "cloudevents",
                        secrets(SECRET), "cloudevents-binary", "", "raw", ""));
        members.forEach((profile, more) -> subscribe(profile, profile, more));
        subscribe("unchanged", "titan", "\"statusChange\": {\"to\": [\"SIGNING\"], \"from\": [\"DRAFT\"]}");
        awaitApplied(members.size() + 1);
        String event = "{\"id\":\"evt_1\",\"event\":\"operation.updated\",\"data\":" + DATA
                + ",\"timestamp\":\"2025-02-10T15:30:50Z\"}";
        broker.produce(pipeline.names().events(), "op-1", event);

        Map<String, ReceivedRequest> received = receiver.awaitRequests(members.size(), Pipeline.TIMEOUT).stream()
                .collect(Collectors.toMap(request -> request.path().substring(1), request -> request));

        assertThat(received.keySet()).isEqualTo(members.keySet());
        assertThat(body(received, "standard")).isEqualTo(
                "{\"type\":\"operation.updated\",\"timestamp\":\"2025-02-10T15:30:50Z\",\"data\":" + DATA + "}");
        assertThat(body(received, "twenty")).isEqualTo(
                "{\"event\":\"operation.updated\",\"data\":" + DATA + ",\"timestamp\":\"2025-02-10T15:30:50Z\"}");
        assertThat(body(received, "checkmob")).isEqualTo("{\"evento\":\"operation.updated\",\"dados\":" + DATA + "}");
        assertThat(body(received, "catalisa")).isEqualTo(DATA);
        assertThat(body(received, "titan")).isEqualTo("{\"trigger\":\"status_change\",\"event\":\"operation.updated\","
                + "\"status\":\"SIGNING\",\"data\":" + DATA + "}");
        assertThat(body(received, "cloudevents-binary")).isEqualTo(DATA);
        assertThat(body(received, "raw")).isEqualTo(event);
        assertVerifies(received.get("cloudevents"), SignatureVerifier.of(SECRET));
        assertVerifies(received.get("twenty"), SignatureVerifier.ofKey("your-secret".getBytes(StandardCharsets.UTF_8)));
        assertGrafeno(body(received, "grafeno"), pair);
        pipeline.requireHealthy();
    }

    /** An extension in Kafka's binary mode is sent as a header unchanged. */
    @Test
    void aCloudEventIsDeliveredUnchanged() {
        subscribe("cloudevents-binary", "cloudevents-binary", "");
        awaitApplied(1);
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(pipeline.names().events(), new byte[]{0, -1});
        Map.of("ce_specversion", "1.0", "ce_id", "evt_1", "ce_source", "/crm", "ce_type", "a.b", "ce_myext",
                "Jo\u00e3o 50%", "content-type", "image/png").forEach(
                        (name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        broker.produceAll(List.of(event));

        ReceivedRequest request = receiver.awaitRequests(1, Pipeline.TIMEOUT).getFirst();

        assertThat(request.body()).containsExactly(0, -1);
        assertThat(request.headers().first("content-type")).isEqualTo("image/png");
        assertThat(request.headers().first("ce-myext")).isEqualTo("Jo%C3%A3o%2050%25");
        assertThat(request.headers().first("ce-id")).isEqualTo("evt_1");
    }

    private void subscribe(String id, String profile, String more) {
        receiver.at("/" + id).answers(200);
        broker.produce(pipeline.names().subscriptions(), id,
                "{\"targetUrl\": \"%s\", \"events\": [\"*\"], \"profile\": \"%s\"%s}".formatted(
                        receiver.uri("/" + id), profile, more.isEmpty() ? "" : ", " + more));
    }

    /** Waits until subscriptions are applied, and a moment for the router's own view: the two are not synchronised, by design. */
    private void awaitApplied(int count) {
        assertThat(broker.awaitRecords(pipeline.names().applied(), count, Pipeline.TIMEOUT)).hasSize(count);
        FixedWait.millis(500);
    }

    private static void assertGrafeno(String body, KeyPair pair) throws Exception {
        String signature = StrictJson.mapper().readTree(body).path("signature").asText();
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(pair.getPublic());
        verifier.update(("{\"change\":\"updated\",\"data\":" + DATA + "}").getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(Base64.getMimeDecoder().decode(signature))).isTrue();
    }

    private static void assertVerifies(@Nullable ReceivedRequest request, SignatureVerifier verifier) {
        ReceivedRequest received = Objects.requireNonNull(request);
        assertThat(verifier.verifies(received.headers()::first, received.body())).isTrue();
    }

    private static String body(Map<String, ReceivedRequest> received, String profile) {
        return Objects.requireNonNull(received.get(profile), profile).bodyText();
    }

    private static String secrets(String secret) {
        return "\"secrets\": [\"" + secret.replace("\n", "\\n") + "\"]";
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'})
                .encodeToString(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n";
    }
}
