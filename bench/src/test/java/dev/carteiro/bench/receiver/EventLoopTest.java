package dev.carteiro.bench.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before each test
class EventLoopTest {
    private static final String EMPTY_200 = "HTTP/1.1 200 bench\r\ncontent-length: 0\r\n\r\n";

    private EventLoop loop;
    private Thread thread;
    private Socket socket;

    @BeforeEach
    void start() throws IOException {
        loop = new EventLoop(0);
        thread = Thread.ofPlatform().start(() -> {
            try {
                loop.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        socket = new Socket(InetAddress.getLoopbackAddress(), loop.port());
        socket.setSoTimeout(10_000);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        socket.close();
        loop.close();
        thread.join(10_000);
    }

    @Test
    void respondsToOneRequestAfterTheOtherHoweverTheirBytesArrive() throws IOException {
        String both = post("/ok/1", "dlv_1", "{}") + post("/fail/503", "dlv_2", "{\"a\":1}");
        send(both.substring(0, 20));
        send(both.substring(20, both.length() - 3));
        assertThat(receive(EMPTY_200.length())).isEqualTo(EMPTY_200);

        send(both.substring(both.length() - 3));
        assertThat(receive(EMPTY_200.length())).startsWith("HTTP/1.1 503 ");
    }

    @Test
    void countsDeliveriesOnceAndRequestsAlways() throws IOException {
        for (String id : new String[]{"dlv_1", "dlv_2", "dlv_1"}) {
            send(post("/ok/x", id, "{\"data\":{\"sent\":1000000}}"));
            receive(EMPTY_200.length());
        }

        assertThat(control("counts"))
                .contains("\"ok\":{\"requests\":3,\"distinct\":2,\"verified\":0,\"forged\":0,\"timed\":2");
        assertThat(control("reset")).endsWith("{}");
        assertThat(control("counts")).contains("\"groups\":{}");
    }

    /** The vector of the Standard Webhooks specification. */
    @Test
    void distinguishesValidFromWrongSignatures() throws IOException {
        String body = "{\"test\": 2432232314}";
        String good = "POST /ok/1 HTTP/1.1\r\ncontent-length: " + body.length()
                + "\r\nwebhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek\r\nwebhook-timestamp: 1614265330\r\nWebhook-Signature:"
                + " v1,other v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=\r\n\r\n" + body;
        send(good);
        receive(EMPTY_200.length());
        assertThat(control("counts")).contains("\"verified\":1,\"forged\":0");

        control("reset");
        send(good.replace("2432232314", "2432232315"));
        receive(EMPTY_200.length());
        assertThat(control("counts")).contains("\"verified\":0,\"forged\":1");
    }

    @Test
    void countsHangingRequestsWithoutResponding() throws IOException {
        send(post("/hang/1", "dlv_1", "{}"));
        socket.setSoTimeout(200);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        socket.setSoTimeout(10_000);
        assertThat(control("counts")).contains("\"hang\":{\"requests\":1");
    }

    @Test
    void respondsToSlowPathsAfterTheirDelay() throws IOException {
        long began = System.nanoTime();
        send(post("/slow/150", "dlv_1", "{}"));

        assertThat(receive(EMPTY_200.length())).isEqualTo(EMPTY_200);
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(150_000_000);
    }

    private String control(String command) throws IOException {
        send("GET /control/" + command + " HTTP/1.1\r\nhost: bench\r\n\r\n");
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(receive(1));
        }
        int length = Integer.parseInt(head.substring(head.indexOf("length: ") + 8).strip());
        return head + receive(length);
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String receive(int length) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static String post(String path, String id, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: bench\r\nContent-Length: " + body.length() + "\r\nwebhook-id: " + id
                + "\r\n\r\n" + body;
    }
}
