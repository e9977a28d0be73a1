package dev.carteiro.cli.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Over real sockets. */
class SampleReceiverTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void thePathSaysHowItAnswers() throws Exception {
        try (SampleReceiver receiver = SampleReceiver.start(0, null, (path, id, attempt, status, body) -> {
        }); HttpClient client = HttpClient.newHttpClient()) {
            assertThat(post(client, receiver, "/hook", "1").statusCode()).isEqualTo(200);
            assertThat(post(client, receiver, "/fail/1", "1").statusCode()).isEqualTo(500);
            assertThat(post(client, receiver, "/flaky/1", "1").statusCode()).isEqualTo(500);
            assertThat(post(client, receiver, "/flaky/1", "2").statusCode()).isEqualTo(200);

            assertThat(get(client, receiver).body()).isEqualTo("""
                    {"/fail/1":{"requests":1,"acknowledged":0,"deliveries":0,"wrongSignatures":0},\
                    "/flaky/1":{"requests":2,"acknowledged":1,"deliveries":1,"wrongSignatures":0},\
                    "/hook":{"requests":1,"acknowledged":1,"deliveries":1,"wrongSignatures":0}}""");
        }
    }

    @Test
    void aRequestWithoutTheSecretsSignatureIsToldSo() throws Exception {
        try (SampleReceiver receiver = SampleReceiver.start(0, SECRET, (path, id, attempt, status, body) -> {
        }); HttpClient client = HttpClient.newHttpClient()) {
            assertThat(post(client, receiver, "/hook", "1").body()).isEqualTo("the signature is not right\n");
            assertThat(get(client, receiver).body()).contains("\"wrongSignatures\":1");
        }
    }

    private static HttpResponse<String> post(HttpClient client, SampleReceiver receiver, String path, String attempt)
            throws Exception {
        return client.send(HttpRequest.newBuilder(uri(receiver, path)).header("webhook-id", "id-1")
                .header("webhook-attempt", attempt).POST(BodyPublishers.ofString("{}")).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(HttpClient client, SampleReceiver receiver) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(receiver, "/counts")).build(), BodyHandlers.ofString());
    }

    private static URI uri(SampleReceiver receiver, String path) {
        return URI.create("http://127.0.0.1:" + receiver.port() + path);
    }
}
