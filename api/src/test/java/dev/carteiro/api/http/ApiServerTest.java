package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.carteiro.api.FakeAuthenticator;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.metrics.ApiMeter;
import dev.carteiro.api.metrics.ApiMetrics;
import dev.carteiro.testkit.client.RawClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Tests the server without a registry, with hostile clients. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ApiServerTest {
    private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    private static final String ALLOWED = "Authorization: Bearer manage\r\n";
    private static final HttpLimits SHORT_LIMITS = HttpLimits.DEFAULT.withBodyBytes(1_000).withPerSecond(50)
            .withTimes(Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofSeconds(5),
                    Duration.ofMinutes(2));

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final FakeIdempotency idempotency = new FakeIdempotency();

    @SuppressWarnings("NullAway.Init") // before each
    private ApiServer server;

    @BeforeEach
    void start() {
        server = ApiServer.start("127.0.0.1", 0, new BaseUrl(""), SHORT_LIMITS, AuditOptions.CHANGES_ONLY,
                new FakeAuthenticator(), idempotency,
                List.of(ApiRoute.read("/things/{id}",
                        call -> ApiResponse.ok(JsonNodeFactory.instance.textNode(call.parameter("id")))),
                        ApiRoute.create("/things", call -> ApiResponse.ok(call.body())),
                        ApiRoute.create("/things/made", call -> {
                            call.chargeWrite(10);
                            return ApiResponse.created(JsonNodeFactory.instance.textNode(call.newId().toString()),
                                    "/made/7");
                        }), ApiRoute.create("/things/unmade", call -> {
                            call.chargeWrite(10);
                            throw call.hasBody()
                                    ? ApiException.of(ErrorCode.QUOTA_EXCEEDED, "full")
                                    : new IllegalStateException("on purpose");
                        }),
                        ApiRoute.manage(HttpMethod.DELETE, "/things/{id}", call -> {
                            throw new IllegalStateException("hush: the secret is 42");
                        }), ApiRoute.manage(HttpMethod.PATCH, "/things/{id}", call -> {
                            throw new StackOverflowError("deep");
                        })),
                new ApiMetrics(meters));
    }

    @AfterEach
    void stop() {
        long began = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    private String responseTo(String request) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            return client.sends(request).readsToTheEnd();
        }
    }

    private static void assertError(String response, int status, String code) {
        assertThat(response).startsWith("HTTP/1.1 " + status + " ")
                .contains("Content-Type: application/vnd.api+json\r\n")
                .endsWith("]}\n").containsPattern("\r\nX-Request-Id: (\\S+)\r\n(?s:.*)\\{\"id\":\"\\1\",")
                .contains("\"status\":\"" + status + "\",\"code\":\"" + code + "\"");
    }

    @Test
    void everyResponseHasTheSecurityHeadersAndDoesNotNameTheServer() throws IOException {
        assertThat(responseTo("GET /webhooks/api/v1/things/1" + HEAD + ALLOWED + "\r\n")).startsWith("HTTP/1.1 200 OK")
                .contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
                        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'", "Vary: Accept",
                        "Content-Type: application/vnd.api+json\r\n")
                .doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("javalin")
                .doesNotContain("Server:", "Set-Cookie").endsWith("\"1\"\n");
    }

    @Test
    void aHeadRequestIsAGetWithoutABody() throws IOException {
        assertThat(responseTo("HEAD /webhooks/api/v1/things/1" + HEAD + ALLOWED + "\r\n")).startsWith("HTTP/1.1 200 OK")
                .contains("Content-Length: 4").endsWith("\r\n\r\n");
        assertThat(responseTo("HEAD /webhooks/api/v1/things/1" + HEAD + "\r\n")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void aPathParameterMayContainAnyCharacter() throws IOException {
        assertThat(responseTo("GET /webhooks/api/v1/things/a%2Fb%25%20%2e%2E" + HEAD + ALLOWED + "\r\n"))
                .endsWith("\"a/b% ..\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/webhooks/api/v1/thing", "/webhooks/api/v1/things/1/2", "/webhooks/api/v2/things",
            "/webhooks/api/v1/%2e%2e/v1/things"})
    void unknownPathsAreNotFound(String path) throws IOException {
        assertError(responseTo("GET " + path + HEAD + "\r\n"), 404, "not-found");
    }

    @Test
    void aWrongMethodGetsTheAllowedMethods() throws IOException {
        String response = responseTo("PUT /webhooks/api/v1/things/1" + HEAD + ALLOWED + "\r\n");
        assertError(response, 405, "method-not-allowed");
        assertThat(response).containsPattern("Allow: (GET|HEAD|PATCH|DELETE|, )+\r\n");
    }

    @Test
    void aSafeRequestIdOfTheCallerIsUsed() throws IOException {
        for (String id : List.of("7b3f-1:a_b~c/d+e=@.", "x".repeat(128))) {
            assertThat(
                    responseTo("GET /webhooks/api/v1/things/1" + HEAD + ALLOWED + "X-Request-Id: " + id + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ").contains("\r\nX-Request-Id: " + id + "\r\n");
            assertThat(responseTo("GET /webhooks/api/v1/things/1" + HEAD + "X-Request-Id: " + id + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 401 ").contains("\r\nX-Request-Id: " + id + "\r\n", "{\"id\":\"" + id + "\"");
        }
        for (String id : List.of("", "a b", "a\"b", "a\\b", "\u001b[31mred", "d\u00e9j\u00e0", "a,b", "x".repeat(129),
                "1\r\nX-Request-Id: 2")) {
            assertThat(
                    responseTo("GET /webhooks/api/v1/things/1" + HEAD + ALLOWED + "X-Request-Id: " + id + "\r\n\r\n"))
                    .containsPattern("\r\nX-Request-Id: req_[0-9a-f-]{36}\r\n");
        }
    }

    @Test
    void theLogLineOfAFailureHasTheRequestId() throws IOException {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(RequestPipeline.class);
        log.addAppender(lines);
        lines.start();
        try {
            assertError(responseTo("DELETE /webhooks/api/v1/things/1" + HEAD + ALLOWED + "X-Request-Id: abc-1\r\n\r\n"),
                    500,
                    "internal-error");
            assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("request abc-1 failed: DELETE");
        } finally {
            log.detachAppender(lines);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "d\u00e9j\u00e0", "\u0007", "256"})
    void aMalformedIdempotencyKeyIsNamed(String key) throws IOException {
        String header = "Idempotency-Key: " + (key.equals("256") ? "x".repeat(256) : key) + "\r\n";
        String response = responseTo("POST /webhooks/api/v1/things/made" + HEAD + ALLOWED + header + "\r\n");
        assertError(response, 400, "malformed-request");
        if (!key.equals("\u0007")) { // Jetty rejects this one itself
            assertThat(response).contains("\"source\":{\"header\":\"Idempotency-Key\"}", "1 to 255 visible ASCII");
        }
        assertThat(responseTo("GET /webhooks/api/v1/things/1" + HEAD + ALLOWED + "Idempotency-Key: a b\r\n\r\n"))
                .as("on a method that ignores it").startsWith("HTTP/1.1 200 ");
    }

    @Test
    void twoIdempotencyKeysAreRejected() throws IOException {
        assertError(responseTo("POST /webhooks/api/v1/things/made" + HEAD + ALLOWED
                + "Idempotency-Key: a\r\nIdempotency-Key: a\r\n\r\n"), 400, "malformed-request");
        assertThat(idempotency.calls).isEmpty();
    }

    @Test
    void aRepeatedRequestGetsTheWholeFirstResponse() throws IOException {
        String request = "POST /webhooks/api/v1/things/made" + HEAD + ALLOWED + "Idempotency-Key: " + "k".repeat(255)
                + "\r\n\r\n";
        String first = responseTo(request);
        String second = responseTo(request);

        assertThat(first).startsWith("HTTP/1.1 201 ").contains("\r\nLocation: /made/7\r\n")
                .doesNotContain("Idempotent-Replayed").endsWith("\"00000000-0000-0000-0000-000000000007\"\n");
        assertThat(second).startsWith("HTTP/1.1 201 ").contains("\r\nLocation: /made/7\r\n",
                "\r\nIdempotent-Replayed: true\r\n").endsWith("\"00000000-0000-0000-0000-000000000007\"\n");
        assertThat(idempotency.calls).containsExactly("k".repeat(255) + " claimed", "k".repeat(255) + " succeeded");
    }

    @Test
    void aFailureIsRecordedWithWhetherAnythingWasWritten() throws IOException {
        String request = "POST /webhooks/api/v1/things/unmade" + HEAD + ALLOWED;
        assertError(responseTo(request + "Content-Length: 1\r\nIdempotency-Key: a\r\n\r\nx"), 403, "quota-exceeded");
        assertError(responseTo(request + "Idempotency-Key: b\r\n\r\n"), 500, "internal-error");
        assertThat(idempotency.calls).containsExactly("a claimed", "a wrote nothing", "b claimed", "b failed");
    }

    @Test
    void methodsAreNotOverridden() throws IOException {
        assertError(responseTo("GET /webhooks/api/v1/things/1" + HEAD + ALLOWED
                + "X-HTTP-Method-Override: DELETE\r\n\r\n"), 400, "malformed-request");
    }

    @Test
    void internalDetailsAreNotShown() throws IOException {
        for (String verb : List.of("DELETE", "PATCH")) {
            String response = responseTo(verb + " /webhooks/api/v1/things/1" + HEAD + ALLOWED + "\r\n");
            assertError(response, 500, "internal-error");
            assertThat(response).doesNotContain("hush", "Exception", "Error\"", "dev.carteiro");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "GET /webhooks/api/v1/things/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", "\u0016\u0003\u0001\u0000garbage\r\n\r\n"})
    void garbageIsRejectedInTheSameForm(String request) throws IOException {
        assertThat(responseTo(request)).startsWith("HTTP/1.1 4").contains("Content-Type: application/vnd.api+json")
                .containsPattern(
                        "\r\nX-Request-Id: (req_\\S+)\r\n(?s:.*)\"errors\":\\[\\{\"id\":\"\\1\",\"status\":\"4(?s:.*)\n$")
                .doesNotContainIgnoringCase("jetty");
    }

    @Test
    void headersAreBounded() throws IOException {
        assertError(responseTo("GET /webhooks/api/v1/things/1" + HEAD + "X: " + "a".repeat(40_000) + "\r\n\r\n"), 431,
                "headers-too-large");
        // Jetty closes the connection afterwards: without this header a client would send its next request into a
        // closed connection.
        assertThat(responseTo("GET /" + "a".repeat(40_000) + HEAD + "\r\n")).startsWith("HTTP/1.1 414 ")
                .contains("\r\nConnection: close\r\n");
    }

    @Test
    void aLargeBodyIsRejectedAndTheClientCanReadTheResponse() throws IOException {
        String head = "POST /webhooks/api/v1/things" + HEAD + ALLOWED + "Content-Type: application/json\r\n";
        String tenMegabytes = "x".repeat(10 * 1024 * 1024);
        assertError(responseTo(head + "Content-Length: " + tenMegabytes.length() + "\r\n\r\n" + tenMegabytes), 413,
                "content-too-large");
        String chunk = "x".repeat(4096);
        String chunks = ("1000\r\n" + chunk + "\r\n").repeat(100) + "0\r\n\r\n";
        assertError(responseTo(head + "Transfer-Encoding: chunked\r\n\r\n" + chunks), 413, "content-too-large");
    }

    @Test
    void aTricklingBodyIsRejected() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.sends("POST /webhooks/api/v1/things" + HEAD + ALLOWED
                    + "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n");
            client.sends("x");
            Thread.sleep(500); // the second byte must come too late
            client.sends("x");
            assertError(client.readsToTheEnd(), 408, "request-timeout");
        }
    }

    @Test
    void aTricklingHeadLosesItsConnection() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.sends("GET /webhooks/api/v1/things/1 HTTP/1.1\r\nHost: localhost\r\n");
            long began = System.nanoTime();
            assertThat(client.readsToTheEnd()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(300),
                    Duration.ofSeconds(4));
        }
    }

    @Test
    void aTokenOverItsRateGetsARetryAfter() throws IOException {
        String response = "";
        for (int i = 0; i < 400 && !response.startsWith("HTTP/1.1 429"); i++) {
            response = responseTo("GET /webhooks/api/v1/things/1" + HEAD + ALLOWED + "\r\n");
        }
        assertError(response, 429, "too-many-requests");
        assertThat(response).contains("Retry-After: 1\r\n");
    }

    @Test
    void aFloodOfInvalidTokensIsRejectedAndRecentlyValidTokensStillWork() throws IOException {
        assertThat(responseTo("GET /webhooks/api/v1/things/1" + HEAD + ALLOWED + "\r\n")).startsWith("HTTP/1.1 200 ");
        String response = "";
        for (int i = 0; i < 400 && !response.startsWith("HTTP/1.1 429"); i++) {
            response = responseTo(
                    "GET /webhooks/api/v1/things/1" + HEAD + "Authorization: Bearer made-up" + i + "\r\n\r\n");
        }
        assertError(response, 429, "too-many-bad-tokens");
        assertThat(response).contains("Retry-After: 1\r\n");
        assertThat(responseTo("GET /webhooks/api/v1/things/1" + HEAD + ALLOWED + "\r\n")).startsWith("HTTP/1.1 200 ");
        assertError(responseTo("GET /webhooks/api/v1/things/1" + HEAD + "\r\n"), 401, "unauthenticated");
    }

    @Test
    void requestsAreTimedByRouteAndErrorsCountedByCode() throws IOException {
        responseTo("HEAD /webhooks/api/v1/things/1" + HEAD + ALLOWED + "\r\n");
        responseTo("GET /webhooks/api/v1/things/2" + HEAD + ALLOWED + "\r\n");
        responseTo("GET /webhooks/api/v1/things/3" + HEAD + "\r\n");
        responseTo("DELETE /webhooks/api/v1/things/4" + HEAD + ALLOWED + "\r\n");
        responseTo("GET /webhooks/api/v1/nothing/5" + HEAD + ALLOWED + "\r\n");
        responseTo("nonsense\r\n\r\n");

        // A request is timed after its response was sent, so the client may look too early.
        Awaitility.await().untilAsserted(() -> {
            assertThat(timed("GET", "2xx")).isEqualTo(2);
            assertThat(timed("GET", "4xx")).isOne();
            assertThat(timed("DELETE", "5xx")).isOne();
        });
        assertThat(timed("DELETE", "2xx")).isZero();
        assertThat(failed("unauthenticated")).isOne();
        assertThat(failed("internal-error")).isOne();
        assertThat(failed("not-found")).isOne();
        assertThat(failed("malformed-request")).isOne();
        assertThat(meters.find(ApiMeter.REQUEST.spec().name()).timers())
                .allMatch(timer -> String.valueOf(timer.getId().getTag("route")).startsWith("/things"));
    }

    private long timed(String method, String status) {
        Timer timer = meters.find(ApiMeter.REQUEST.spec().name()).tags("route", "/things/{id}", "method", method,
                "status", status).timer();
        return timer == null ? 0 : timer.count();
    }

    private double failed(String code) {
        return meters.get(ApiMeter.ERRORS.spec().name()).tag("code", code).counter().count();
    }
}
