package dev.carteiro.cli.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sample receiver over real sockets. */
class SampleReceiverTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    private WebhookServer start(@Nullable WebhookSignatureCheck check) {
        return WebhookServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new SampleReceiver(check,
                (request, verdict, status) -> lines.add(ReceiverCommand.line(request, verdict, status))));
    }

    @Test
    void thePathSelectsTheResponse() throws Exception {
        try (WebhookServer server = start(null); HttpClient client = HttpClient.newHttpClient()) {
            assertThat(post(client, server, "/hook?a=b", "1").statusCode()).isEqualTo(200);
            assertThat(post(client, server, "/fail/1", "1").statusCode()).isEqualTo(500);
            assertThat(post(client, server, "/flaky/1", "1").statusCode()).isEqualTo(500);
            assertThat(post(client, server, "/flaky/1", "2").statusCode()).isEqualTo(200);

            assertThat(get(client, server).body()).isEqualTo("""
                    {"/fail/1":{"requests":1,"acknowledged":0,"deliveries":0,"wrongSignatures":0},\
                    "/flaky/1":{"requests":2,"acknowledged":1,"deliveries":1,"wrongSignatures":0},\
                    "/hook":{"requests":1,"acknowledged":1,"deliveries":1,"wrongSignatures":0}}""");
            assertThat(lines).first()
                    .isEqualTo("200 /hook?a=b id-1 attempt 1 (not verified: no --secret) {}");
        }
    }

    @Test
    void aWrongSignatureGets401WithTheReasonOnEveryPath() throws Exception {
        try (WebhookServer server = start(WebhookSignatureCheck.of(SECRET, WebhookSignatureCheck.TOLERANCE));
                HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("/hook", "/fail")) {
                HttpResponse<String> response = post(client, server, path, "1");
                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.body()).isEqualTo("wrong signature: header webhook-timestamp is missing\n");
            }
            assertThat(get(client, server).body()).isEqualTo("""
                    {"/fail":{"requests":1,"acknowledged":0,"deliveries":0,"wrongSignatures":1},\
                    "/hook":{"requests":1,"acknowledged":0,"deliveries":0,"wrongSignatures":1}}""");
            assertThat(lines).first().isEqualTo(
                    "401 /hook id-1 attempt 1 WRONG SIGNATURE (header webhook-timestamp is missing) {}");
        }
    }

    private static HttpResponse<String> post(HttpClient client, WebhookServer server, String path, String attempt)
            throws Exception {
        return client.send(HttpRequest.newBuilder(uri(server, path)).header("webhook-id", "id-1")
                .header("webhook-attempt", attempt).POST(BodyPublishers.ofString("{}")).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(HttpClient client, WebhookServer server) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(server, "/counts")).build(), BodyHandlers.ofString());
    }

    private static URI uri(WebhookServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
