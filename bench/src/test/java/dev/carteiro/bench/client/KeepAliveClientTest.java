package dev.carteiro.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.bench.process.BenchHarnessException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepAliveClientTest {
    private static final byte[] REQUEST = RequestBytes.get("/subscriptions", "token");

    @SuppressWarnings("NullAway.Init") // set before each test
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void readsBodiesOfBothKindsOverOneConnection() throws Exception {
        try (KeepAliveClient client = client("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\ndef\r\n1\r\ng\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nh")) {
            assertThat(client.send(REQUEST, 200)).asString(US_ASCII).isEqualTo("abc");
            assertThat(client.send(REQUEST, 200)).asString(US_ASCII).isEqualTo("defg");
            assertThat(client.send(REQUEST, 200)).asString(US_ASCII).isEqualTo("h");
        }
    }

    @Test
    void rejectsAnotherStatus() throws Exception {
        try (KeepAliveClient client = client("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 4\r\n\r\nslow")) {
            assertThatThrownBy(() -> client.send(REQUEST, 200)).isInstanceOf(BenchHarnessException.class)
                    .hasMessageContaining("429")
                    .hasMessageContaining("slow");
        }
    }

    @Test
    void rejectsAnIncompleteResponse() throws Exception {
        try (KeepAliveClient client = client("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")) {
            assertThatThrownBy(() -> client.send(REQUEST, 200)).isInstanceOf(BenchHarnessException.class)
                    .hasMessageContaining("ends too early");
        }
    }

    /** Sends these responses to any request, then closes. */
    private KeepAliveClient client(String... responses) {
        Thread.startVirtualThread(() -> {
            try (Socket socket = server.accept()) {
                for (String response : responses) {
                    socket.getInputStream().readNBytes(REQUEST.length);
                    socket.getOutputStream().write(response.getBytes(US_ASCII));
                }
            } catch (IOException e) {
                // The client reports what it received.
            }
        });
        return new KeepAliveClient(server.getLocalPort());
    }
}
