package dev.carteiro.testkit.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScriptedReceiverTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final TestSender sender = new TestSender();

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
        assertThat(receiver.connectionsOpen()).isZero();
    }

    @Test
    void recordsTheRequestUnchanged() throws Exception {
        receiver.at("/hook").answers(200, Map.of("x-answer", "yes"));
        long before = System.nanoTime();
        try (Socket socket = TestSender.connect(receiver)) {
            TestSender.send(socket, "PUT /hook?a=1 HTTP/1.1\r\nX-Twice: one\r\nx-twice:two \r\nContent-Length: 5\r\n"
                    + "Connection: close\r\n\r\nhello");
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .isEqualTo("HTTP/1.1 200 Scripted\r\nx-answer: yes\r\ncontent-length: 0\r\n\r\n");
        }

        ReceivedRequest request = receiver.requests("/hook").getFirst();
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.target()).isEqualTo("/hook?a=1");
        assertThat(request.headers().all("X-TWICE")).containsExactly("one", "two");
        assertThat(request.headers().first("absent")).isNull();
        assertThat(request.bodyText()).isEqualTo("hello");
        assertThat(request.complete()).isTrue();
        assertThat(request.arrivedNanos()).isBetween(before, System.nanoTime());
    }

    @Test
    void keepsConnectionsForFurtherRequests() throws Exception {
        receiver.at("/hook").answersInTurn(500, 500, 200);
        for (int expected : List.of(500, 500, 200, 200)) {
            assertThat(sender.post(receiver.uri("/hook"), BodyPublishers.ofString("x")).statusCode())
                    .isEqualTo(expected);
        }

        assertThat(receiver.requests()).extracting(ReceivedRequest::connection).containsOnly(1L).hasSize(4);
        assertThat(receiver.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void joinsChunkedBodies() throws Exception {
        receiver.at("/hook").answers(204);
        String body = "chunk ".repeat(10_000);
        var unknownLength = BodyPublishers
                .ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));

        assertThat(sender.post(receiver.uri("/hook"), unknownLength).statusCode()).isEqualTo(204);
        assertThat(sender.post(receiver.uri("/hook"), BodyPublishers.ofString("next")).statusCode()).isEqualTo(204);

        assertThat(receiver.requests().getFirst().headers().first("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(receiver.requests()).extracting(ReceivedRequest::bodyText).containsExactly(body, "next");
    }

    @Test
    void recordsAnIncompleteRequest() throws Exception {
        try (Socket socket = TestSender.connect(receiver)) {
            TestSender.send(socket, "POST /hook HTTP/1.1\r\nContent-Length: 5\r\n\r\nhel");
        }

        ReceivedRequest request = receiver.awaitRequests(1, TIMEOUT).getFirst();
        assertThat(request.bodyText()).isEqualTo("hel");
        assertThat(request.complete()).isFalse();
    }

    @Test
    void pathsHaveTheirOwnScriptsAndOthersGet404() throws Exception {
        receiver.at("/a").answers(201);
        receiver.at("/b").answers(410);

        assertThat(sender.post(receiver.uri("/a"), BodyPublishers.noBody()).statusCode()).isEqualTo(201);
        assertThat(sender.post(receiver.uri("/b"), BodyPublishers.noBody()).statusCode()).isEqualTo(410);
        assertThat(sender.post(receiver.uri("/c"), BodyPublishers.noBody()).statusCode()).isEqualTo(404);
        assertThat(receiver.awaitRequests("/b", 1, TIMEOUT)).hasSize(1);
        assertThat(receiver.requests()).extracting(ReceivedRequest::path).containsExactly("/a", "/b", "/c");
    }

    @Test
    void namesTheReceivedRequestsIfThereAreTooFew() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> receiver.awaitRequests(1, Duration.ofMillis(20)))
                .withMessage("only 0 of 1 requests arrived within PT0.02S: []");
    }
}
