package dev.carteiro.dispatcher.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.TestSubscriptions;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole request of each profile, read from the socket: every header, and the body byte by byte. */
class ProfilesOnTheWireTest {
    private static final String DATA = "{\"id\": \"abc12345\", \"status\": \"SIGNING\"}";
    private static final String COMPACT = "{\"id\":\"abc12345\",\"status\":\"SIGNING\"}";
    private static final String EVENT = "{\"id\": \"evt_1\", \"event\": \"person.created\", \"data\": " + DATA + "}";
    private static final String PLAIN = "your-secret";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final HttpSender sender = SenderCalls.sender();

    @BeforeEach
    void answer() {
        receiver.at("/hook").answers(200);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "standard | {'type':'person.created','timestamp':'2025-02-10T15:30:50Z','data':@data}",
            "checkmob | {'evento':'person.created','dados':@data}", "catalisa | @data",
            "titan | {'trigger':'status_change','event':'person.created','status':'SIGNING','data':@data}",
            "raw | @event"})
    void jsonAndTheCommonHeaders(String profile, String body) {
        ReceivedRequest request = sent(TestSubscriptions.to(url(), profile), 1);

        assertThat(request.bodyText()).isEqualTo(
                body.replace('\'', '"').replace("@data", DATA).replace("@event", EVENT));
        assertThat(headers(request)).isEqualTo(common(request, Map.of("content-type", "application/json",
                "webhook-signature", signature(request))));
    }

    @Test
    void twentyHasItsOwnSignatureBesides() throws Exception {
        ReceivedRequest request = sent(TestSubscriptions.to(url(), "twenty", List.of(PLAIN)), 1);

        assertThat(request.bodyText()).isEqualTo("{\"event\":\"person.created\",\"data\":" + COMPACT
                + ",\"timestamp\":\"2025-02-10T15:30:50Z\"}");
        assertThat(headers(request)).isEqualTo(common(request, Map.of("content-type", "application/json",
                "x-twenty-webhook-timestamp", "1767225600000", "x-twenty-webhook-signature",
                twenty(request, PLAIN), "webhook-signature", signature(request))));
        assertThat(verifies(SignatureVerifier.ofKey(bytes(PLAIN)), request)).isTrue();
    }

    @Test
    void grafenoSignsInTheBodyOnly() {
        ReceivedRequest request = sent(TestSubscriptions.to(url(), "grafeno"), 1);

        assertThat(request.bodyText()).startsWith("{\"signature\":\"")
                .endsWith("==\\n\",\"change\":\"created\",\"data\":" + COMPACT + "}");
        assertThat(headers(request)).isEqualTo(common(request, Map.of("content-type", "application/json")));
    }

    @Test
    void cloudEventsInOneDocument() {
        ReceivedRequest request = sent(TestSubscriptions.to(url(), "cloudevents"), 1);

        assertThat(request.bodyText()).isEqualTo("{\"specversion\":\"1.0\",\"id\":\"evt_1\",\"source\":\"test\","
                + "\"type\":\"person.created\",\"time\":\"2025-02-10T15:30:50Z\",\"datacontenttype\":"
                + "\"application/json\",\"data\":" + DATA + "}");
        assertThat(headers(request)).isEqualTo(common(request, Map.of("content-type", "application/cloudevents+json",
                "webhook-signature", signature(request))));
    }

    @Test
    void cloudEventsInHeaders() {
        ReceivedRequest request = sent(TestSubscriptions.to(url(), "cloudevents-binary"), 1);

        assertThat(request.bodyText()).isEqualTo(DATA);
        assertThat(headers(request)).isEqualTo(common(request, Map.of("content-type", "application/json",
                "webhook-signature", signature(request), "ce-specversion", "1.0", "ce-id", "evt_1", "ce-source", "test",
                "ce-type", "person.created", "ce-time", "2025-02-10T15:30:50Z")));
    }

    @Test
    void theSubscriptionsHeadersAndMethodHoldForEveryProfile() {
        ReceivedRequest request = sent(TestSubscriptions.to(url(), "titan", List.of(), "'method': 'PUT'",
                "'headers': {'authorization': 'Bearer x'}"), 1);

        assertThat(request.method()).isEqualTo("PUT");
        assertThat(headers(request)).isEqualTo(
                common(request, Map.of("content-type", "application/json", "authorization", "Bearer x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "twenty", "checkmob", "catalisa", "titan", "cloudevents", "cloudevents-binary",
            "raw"})
    void withTwoSecretsReceiversHoldingEitherAcceptEveryRequest(String profile) {
        Subscription subscription = TestSubscriptions.to(url(), profile, List.of(PLAIN, TestSubscriptions.WHSEC));

        for (int attempt = 1; attempt <= 3; attempt++) {
            ReceivedRequest request = sent(subscription, attempt);
            assertThat(verifies(SignatureVerifier.ofKey(bytes(PLAIN)), request)).isTrue();
            assertThat(verifies(SignatureVerifier.of(TestSubscriptions.WHSEC), request)).isTrue();
            assertThat(verifies(SignatureVerifier.ofKey(bytes("retired")), request)).isFalse();
        }
    }

    @Test
    void twentysOwnSignatureTakesTurnsOverTheSameBody() throws Exception {
        Subscription subscription = TestSubscriptions.to(url(), "twenty", List.of("new", "old"));
        ReceivedRequest first = sent(subscription, 1);
        ReceivedRequest second = sent(subscription, 2);

        assertThat(first.headers().all("x-twenty-webhook-signature")).containsExactly(twenty(first, "new"));
        assertThat(second.headers().all("x-twenty-webhook-signature")).containsExactly(twenty(second, "old"));
        assertThat(second.body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "twenty", "checkmob", "grafeno", "catalisa", "titan", "cloudevents",
            "cloudevents-binary", "raw"})
    void everyAttemptHasTheSameBody(String profile) {
        Subscription subscription = TestSubscriptions.to(url(), profile);

        assertThat(sent(subscription, 2).body()).isEqualTo(sent(subscription, 1).body());
    }

    private ReceivedRequest sent(Subscription subscription, int attempt) {
        Delivery delivery = SenderCalls.delivery(EVENT);
        int before = receiver.requests().size();
        try {
            assertThat(sender.send(subscription, delivery, attempt, SenderCalls.AT.plusSeconds(attempt - 1)))
                    .isEqualTo(new StatusReceived(200, null, ""));
        } catch (OutOfSocketsException e) {
            throw new AssertionError(e);
        }
        assertThat(receiver.requests()).hasSize(before + 1);
        return receiver.requests().getLast();
    }

    private String url() {
        return receiver.uri("/hook").toString();
    }

    /** Returns every header by its lower-case name; each occurs once. */
    private static Map<String, String> headers(ReceivedRequest request) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().fields().forEach(field -> assertThat(
                headers.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue())).isNull());
        return headers;
    }

    private Map<String, String> common(ReceivedRequest request, Map<String, String> more) {
        Map<String, String> headers = new TreeMap<>(Map.of("host", "127.0.0.1:" + receiver.port(), "connection",
                "Keep-Alive", "accept", "*/*", "accept-encoding", "identity", "content-length",
                Integer.toString(request.body().length), "user-agent", "Carteiro/test", "webhook-id", "dlv_1",
                "webhook-timestamp", "1767225600", "webhook-attempt", "1"));
        headers.putAll(more);
        return headers;
    }

    /** Verifies the request as a receiver with either of the two secrets does. */
    private static String signature(ReceivedRequest request) {
        boolean plain = request.headers().first("x-twenty-webhook-signature") != null;
        SignatureVerifier verifier = plain
                ? SignatureVerifier.ofKey(bytes(PLAIN))
                : SignatureVerifier.of(TestSubscriptions.WHSEC);
        return verifier.signature("dlv_1", "1767225600", request.body());
    }

    private static boolean verifies(SignatureVerifier verifier, ReceivedRequest request) {
        return verifier.verifies(request.headers()::first, request.body());
    }

    /** Follows the other system's instructions step by step. */
    private static String twenty(ReceivedRequest request, String secret) throws Exception {
        @Nullable
        String timestamp = request.headers().first("x-twenty-webhook-timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(bytes(timestamp + ":" + request.bodyText())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
