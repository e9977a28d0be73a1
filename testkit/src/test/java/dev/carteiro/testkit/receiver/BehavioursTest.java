package dev.carteiro.testkit.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BehavioursTest {
    private static final String REQUEST = "POST /hook HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
        assertThat(receiver.connectionsOpen()).isZero();
    }

    @Test
    void resetsInsteadOfResponding() throws Exception {
        receiver.at("/hook").behaves(Behaviours.resetAfterRequest());
        try (Socket socket = request()) {
            assertThatExceptionOfType(SocketException.class).isThrownBy(socket.getInputStream()::read)
                    .withMessageContaining("reset");
        }
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void closesInsteadOfResponding() throws Exception {
        receiver.at("/hook").behaves(Behaviours.closeAfterRequest());

        assertThat(wholeResponse()).isEmpty();
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void doesNotRespondUntilTheSenderGivesUp() throws Exception {
        receiver.at("/hook").behaves(Behaviours.neverAnswer());
        try (Socket socket = request()) {
            receiver.awaitRequests(1, TIMEOUT);
            assertNothingComes(socket);
        }
    }

    @Test
    void dripsItsBytes() throws Exception {
        receiver.at("/hook").behaves(Behaviours.drip("HTTP/1.1 200 OK\r\n", Duration.ofMillis(2)));
        long before = System.nanoTime();

        assertThat(wholeResponse()).isEqualTo("HTTP/1.1 200 OK\r\n");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(34));
    }

    @Test
    void sendsBytesThatAreNotHttp() throws Exception {
        receiver.at("/hook").behaves(Behaviours.raw("\u0000\u00ffgarbage"));

        assertThat(wholeResponse()).isEqualTo("\u0000\u00ffgarbage");
    }

    @Test
    void sendsUntilTheSenderClosesTheConnection() throws Exception {
        receiver.at("/hook").behaves(Behaviours.endlessBody(500));
        try (Socket socket = request()) {
            assertThat(text(socket.getInputStream().readNBytes(1 << 20))).startsWith("HTTP/1.1 500 ").endsWith("xxx");
        }
    }

    @Test
    void respondsBeforeTheBody() throws Exception {
        receiver.at("/hook").behaves(Behaviours.answerBeforeBody(200));
        try (Socket socket = TestSender.connect(receiver)) {
            TestSender.send(socket, "POST /hook HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n");
            assertThat(text(socket.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 200");
        }
        assertThat(receiver.requests().getFirst().complete()).isFalse();
    }

    @Test
    void leavesTheBodyUnread() throws Exception {
        receiver.at("/hook").behaves(Behaviours.neverReadBody());
        try (Socket socket = request()) {
            receiver.awaitRequests(1, TIMEOUT);
            assertNothingComes(socket);
        }
    }

    @Test
    void acceptsAndNeverReads() throws Exception {
        receiver.onConnect(Behaviours.acceptAndNeverRead());
        try (Socket socket = request()) {
            assertNothingComes(socket);
        }
        assertThat(receiver.requests()).isEmpty();

        receiver.speaksHttp();
        receiver.at("/hook").behaves(Behaviours.answerThenClose(200));
        assertThat(wholeResponse()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void holdsTheResponseUntilItIsReleased() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        receiver.at("/hook").behaves(Behaviours.heldUntil(released, Behaviours.answerThenClose(202)));
        try (Socket socket = request()) {
            receiver.awaitRequests(1, TIMEOUT);
            assertNothingComes(socket);
            released.countDown();
            socket.setSoTimeout(10_000);
            assertThat(text(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 202 ");
        }
    }

    private Socket request() throws IOException {
        Socket socket = TestSender.connect(receiver);
        TestSender.send(socket, REQUEST);
        return socket;
    }

    private String wholeResponse() throws IOException {
        try (Socket socket = request(); InputStream in = socket.getInputStream()) {
            return text(in.readAllBytes());
        }
    }

    private static void assertNothingComes(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(socket.getInputStream()::read);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
