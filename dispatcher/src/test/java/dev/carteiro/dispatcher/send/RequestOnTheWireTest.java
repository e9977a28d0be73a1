package dev.carteiro.dispatcher.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.SendResult.FailureKind;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.targeturl.TargetUrl;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact bytes that a receiver gets, and those that it never gets. */
class RequestOnTheWireTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String EVENT = "{\"event\":\"a\",\"data\":{\"n\":1.0e2}}";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

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

    @Test
    void sendsTheseHeadersAndNoOthers() {
        ReceivedRequest request = sent(subscription("\"secrets\": [\"" + SECRET + "\"]"));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/hook?a=b%20c");
        assertThat(request.bodyText()).isEqualTo(
                "{\"type\":\"person.created\",\"timestamp\":\"2025-02-10T15:30:50Z\",\"data\":{\"n\":1.0e2}}");
        assertThat(request.headers().fields())
                .extracting(field -> field.getKey().toLowerCase(Locale.ROOT)).containsExactlyInAnyOrder("host",
                        "connection", "accept", "accept-encoding", "content-type", "content-length", "user-agent",
                        "webhook-id",
                        "webhook-timestamp", "webhook-attempt", "webhook-signature");
        assertHeader(request, "host", "127.0.0.1:" + receiver.port());
        assertHeader(request, "connection", "Keep-Alive");
        assertHeader(request, "accept", "*/*");
        assertHeader(request, "accept-encoding", "identity");
        assertHeader(request, "content-type", "application/json");
        assertHeader(request, "content-length", Integer.toString(request.body().length));
        assertHeader(request, "user-agent", "Carteiro/test");
        assertHeader(request, "webhook-id", "dlv_1");
        assertHeader(request, "webhook-timestamp", "1767225600");
        assertHeader(request, "webhook-attempt", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hook?", "/hook", "/hook/", "//hook//a", "/a%2fb%5C%c3%a3/.b/..c/...",
            "/it's;a=b+c!$(*),@:~_-",
            "/hook?a=b;c+d%20%27&&=&e[]=/../?:@", "?a=b", "/hook?a=%2e%2E"})
    void callsPathAndQueryByteForByteAsTheyAreWritten(String target) {
        assertThat(TargetUrl.check(receiver.uri("") + target, AllowedTargets.parse(List.of("127.0.0.0/8"))))
                .isInstanceOf(TargetUrl.CheckResult.Valid.class);

        SenderCalls.attempt(sender, SenderCalls.subscription(receiver.uri("") + target, TIMEOUT));

        assertThat(receiver.requests()).singleElement().extracting(ReceivedRequest::target)
                .isEqualTo(target.startsWith("/") ? target : "/" + target);
    }

    /** Subscriptions that were accepted while these URLs were valid continue as before. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"/a/../hook, /hook", "/%2e/hook, /hook", "/hook?a='b', /hook?a=%27b%27"})
    void callsUrlsThatWereAppliedEarlierAsBefore(String written, String called) {
        SenderCalls.attempt(sender, SenderCalls.subscription(receiver.uri("") + written, TIMEOUT));

        assertThat(receiver.requests()).singleElement().extracting(ReceivedRequest::target).isEqualTo(called);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void usesTheMethodOfTheSubscription(String method) {
        assertThat(sent(subscription("\"method\": \"" + method + "\"")).method()).isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "post", "", "POST / HTTP/1.1\\r\\nx: y\\r\\n\\r\\nPOST"})
    void usesNoOtherMethod(String method) {
        assertInvalid(subscription("\"method\": \"" + method + "\""),
                "the request cannot be built: invalid method: use one of POST, PUT, PATCH");
    }

    @Test
    void sendsNoSignatureWithoutASecret() {
        assertThat(sent(subscription()).headers().all("webhook-signature")).isEmpty();
    }

    @Test
    void signsWithEverySecret() {
        String other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        ReceivedRequest request = sent(
                subscription("\"secrets\": [\"%s\", \"%s\", \"plain\"]".formatted(SECRET, other)));

        assertThat(request.headers().all("webhook-signature")).singleElement().asString().matches(
                "v1,\\S{44} v1,\\S{44} v1,\\S{44}");
        assertVerifies(SignatureVerifier.of(SECRET), request);
        assertVerifies(SignatureVerifier.of(other), request);
        assertVerifies(SignatureVerifier.ofKey("plain".getBytes(StandardCharsets.UTF_8)), request);
        assertThat(SignatureVerifier.ofKey("other".getBytes(StandardCharsets.UTF_8))
                .verifies(request.headers()::first, request.body())).isFalse();
    }

    @Test
    void sendsTheHeadersOfTheSubscription() {
        ReceivedRequest request = sent(
                subscription(
                        "\"headers\": {\"Authorization\": \"Bearer x\", \"X-Team\": \"a b\", \"ACCEPT\": \"application/json\"}"));

        assertHeader(request, "authorization", "Bearer x");
        assertHeader(request, "x-team", "a b");
        assertHeader(request, "accept", "application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "Webhook-Signature", "webhook-timestamp", "WEBHOOK-ATTEMPT", "webhook-x",
            "User-Agent", "content-type", "Content-Length", "Host", "Transfer-Encoding", "Connection",
            "Accept-Encoding", "Expect", "Upgrade", "Cookie", "Proxy-Authorization", "X-Forwarded-For", "Metadata",
            "ce-id"})
    void sendsNothingWhereTheSubscriptionHasAHeaderThatIsNotItsOwn(String name) {
        assertInvalid(subscription("\"headers\": {\"x-fine\": \"1\", \"%s\": \"geheim\"}".formatted(name)),
                "the request cannot be built: header " + name + " is reserved: a subscription may not set it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"geheim\\r\\nwebhook-id: x", "geheim\\n", "geheim\\u0000", "geheim\\u00e9", " geheim"})
    void sendsNothingIfAHeadersValueWouldBreakItsLine(String value) {
        assertInvalid(subscription("\"headers\": {\"x-fine\": \"%s\"}".formatted(value)),
                "the request cannot be built: header x-fine has a value ");
    }

    @Test
    void sendsNothingIfAHeadersNameWouldBreakItsLine() {
        assertInvalid(subscription("\"headers\": {\"x: y\\r\\nwebhook-id\": \"geheim\"}"),
                "the request cannot be built: header x:?y??webhook-id is not a header name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dlv\r\nx-smuggled: 1", "dlv\n", "dlv\u0000", "dl\u00e9"})
    void sendsNothingIfTheDeliveryIdWouldBreakItsLine(String id) {
        assertInvalid(subscription(), SenderCalls.delivery(id, Map.of(), EVENT),
                "the request cannot be built: header webhook-id has a value ");
    }

    @Test
    void passesTraceContextOn() {
        Delivery traced = SenderCalls.delivery("dlv_1", Map.of("traceparent", TRACEPARENT, "tracestate", "a=1,b=2"),
                EVENT);
        ReceivedRequest request = sent(subscription(), traced);

        assertHeader(request, "traceparent", TRACEPARENT);
        assertHeader(request, "tracestate", "a=1,b=2");
    }

    @Test
    void omitsInvalidTraceContext() {
        Delivery traced = SenderCalls.delivery("dlv_1", Map.of("traceparent", "00\r\nx-smuggled: 1", "tracestate", "",
                "tracewebhook\r\nx-smuggled", "1", "trace-host", "x"), EVENT);
        ReceivedRequest request = sent(subscription(), traced);

        assertThat(request.headers().fields()).extracting(field -> field.getKey().toLowerCase(Locale.ROOT))
                .doesNotContain("x-smuggled", "trace-host", "traceparent", "tracestate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/", "file:///etc/passwd", "nothing"})
    void sendsNothingToAnInvalidUrl(String url) {
        Subscription subscription = SenderCalls.subscription(url, TIMEOUT);
        assertInvalid(subscription, "the request cannot be built: ");
    }

    @Test
    void sendsNothingIfThePayloadHasAnotherFormat() {
        assertInvalid(subscription(), SenderCalls.delivery("not json \u0007"), "the request cannot be built: ");
    }

    private ReceivedRequest sent(Subscription subscription) {
        return sent(subscription, SenderCalls.delivery(EVENT));
    }

    private ReceivedRequest sent(Subscription subscription, Delivery delivery) {
        assertThat(SenderCalls.attempt(sender, subscription, delivery).answer())
                .isEqualTo(new StatusReceived(200, null, ""));
        assertThat(receiver.requests()).hasSize(1);
        return receiver.requests().getFirst();
    }

    private void assertInvalid(Subscription subscription, String beginning) {
        assertInvalid(subscription, SenderCalls.delivery(EVENT), beginning);
    }

    private void assertInvalid(Subscription subscription, Delivery delivery, String beginning) {
        SendResult answer = SenderCalls.attempt(sender, subscription, delivery).answer();
        assertThat(answer).isInstanceOfSatisfying(NoResponse.class, failed -> {
            assertThat(failed.failure()).isEqualTo(FailureKind.INVALID);
            assertThat(failed.detail()).startsWith(beginning).doesNotContain("geheim").matches("[^\\p{Cntrl}]*");
        });
        assertThat(receiver.connectionsAccepted()).isZero();
    }

    private Subscription subscription(String... members) {
        return SenderCalls.subscription(receiver.uri("/hook?a=b%20c"), TIMEOUT, members);
    }

    private static void assertHeader(ReceivedRequest request, String name, String value) {
        assertThat(request.headers().all(name)).as(name).containsExactly(value);
    }

    private static void assertVerifies(SignatureVerifier verifier, ReceivedRequest request) {
        assertThat(verifier.verifies(request.headers()::first, request.body())).isTrue();
    }
}
