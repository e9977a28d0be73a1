package dev.carteiro.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedClientTest {
    private static final AllowedTargets LOOPBACK = AllowedTargets.parse(List.of("127.0.0.0/8"));
    private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration LONGER_THAN_UNSEEN = Duration.ofMillis(20);

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1", "http://[::ffff:127.0.0.1]", "http://2130706433", "http://127.1",
            "https://127.0.0.1"})
    void neverOpensAConnectionToARefusedLiteral(String url) throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            OkHttpClient client = client(AllowedTargets.NONE);

            assertThatThrownBy(() -> post(client, url + ":" + receiver.port() + "/"))
                    .isExactlyInstanceOf(RefusedTargetException.class).hasMessage("127.0.0.1 is a loopback address;"
                            + " an operator can allow its network with --allow-target 127.0.0.0/8");
            assertThat(receiver.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://LOCALHOST", "http://localhost.", "http://x.localhost",
            "http://0x7f.1", "http://printer", "http://metadata.google.internal", "http://localhost\u3002",
            "http://loc%61lhost", "http://xn--localhost-", "http://0177.0.0.0x1"})
    void neverResolvesARefusedName(String url) throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            OkHttpClient client = GuardedClient.create(AllowedTargets.NONE, ConnectionSettings.DEFAULT, name -> {
                throw new AssertionError("asked for " + name);
            });

            assertThatThrownBy(() -> post(client, url + ":" + receiver.port() + "/"))
                    .isExactlyInstanceOf(RefusedTargetException.class);
            assertThat(receiver.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1", "http://[::ffff:127.0.0.1]", "http://localhost", "http://x.localhost",
            "http://hooks.example"})
    void deliversToTargetsThatTheOperatorAllows(String url) throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            OkHttpClient client = client(LOOPBACK);

            assertThat(post(client, url + ":" + receiver.port() + "/hook")).isEqualTo(200);
            assertThat(receiver.requests()).singleElement().asString().startsWith("POST /hook HTTP/1.1\n")
                    .contains("\nContent-Type: application/json\n", "\nAccept-Encoding: identity\n").endsWith("\n\n{}");
        }
    }

    @Test
    void refusesANameWithOneRefusedAddress() {
        Dns mixed = name -> List.of(InetAddress.ofLiteral("93.184.215.14"), InetAddress.ofLiteral("10.0.0.1"));
        OkHttpClient client = GuardedClient.create(LOOPBACK, ConnectionSettings.DEFAULT, mixed);

        assertThatThrownBy(() -> post(client, "http://hooks.example/"))
                .isExactlyInstanceOf(RefusedTargetException.class)
                .hasMessage(
                        "'hooks.example' is refused: one of its addresses is not public, or belongs to this machine;"
                                + " the operator's log names it, and --allow-target allows its network");
    }

    @Test
    void refusesTheMachinesOwnAddressesUnlessTheyAreAllowed() throws Exception {
        InetAddress own = InetAddress.ofLiteral("8.8.4.4");
        AllowedTargets machine = LOOPBACK.on(own::equals);
        Dns names = name -> List.of(own);

        assertThatThrownBy(() -> post(client(machine), "http://8.8.4.4/"))
                .isExactlyInstanceOf(RefusedTargetException.class)
                .hasMessage("8.8.4.4 is an address of this machine itself; an operator can allow its network with"
                        + " --allow-target 8.8.4.4/32");
        assertThatThrownBy(() -> post(GuardedClient.create(machine, ConnectionSettings.DEFAULT, names),
                "http://hooks.example/")).isExactlyInstanceOf(RefusedTargetException.class)
                .hasMessageStartingWith("'hooks.example' is refused: ").hasMessageNotContaining("8.8.4.4");
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            assertThat(post(client(LOOPBACK.on(LOCAL::equals)), "http://127.0.0.1:" + receiver.port() + "/"))
                    .isEqualTo(200);
        }
    }

    @Test
    void checksTheDialledAddressEvenIfTheNameResolvedDifferently() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            OkHttpClient rebound = client(AllowedTargets.NONE).newBuilder().dns(name -> List.of(LOCAL)).build();

            assertThatThrownBy(() -> post(rebound, "http://hooks.example:" + receiver.port() + "/"))
                    .isExactlyInstanceOf(RefusedTargetException.class);
            assertThat(receiver.accepted()).isZero();
        }
    }

    @Test
    void checksAgainOnEveryNewConnection() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Dns rebinding = name -> List
                .of(asked.getAndIncrement() == 0 ? LOCAL : InetAddress.ofLiteral("169.254.169.254"));
        try (CountingReceiver receiver = closing(CountingReceiver.OK)) {
            OkHttpClient client = GuardedClient.create(LOOPBACK, ConnectionSettings.DEFAULT, rebinding);
            String url = "http://hooks.example:" + receiver.port() + "/";

            assertThat(post(client, url)).isEqualTo(200);
            receiver.awaitClosed(1);
            Thread.sleep(LONGER_THAN_UNSEEN);

            assertThatThrownBy(() -> post(client, url)).isExactlyInstanceOf(RefusedTargetException.class);
        }
    }

    @Test
    void keepsAConnectionForTheNextCall() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            OkHttpClient client = client(LOOPBACK);
            String url = "http://hooks.example:" + receiver.port() + "/";

            post(client, url);
            post(client, url);
            Thread.sleep(LONGER_THAN_UNSEEN);
            post(client, url);

            assertThat(receiver.requests()).hasSize(3);
            assertThat(receiver.accepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void neverFollowsARedirect(int status) throws Exception {
        try (CountingReceiver elsewhere = new CountingReceiver(CountingReceiver.OK);
                CountingReceiver receiver = new CountingReceiver("HTTP/1.1 " + status + " Moved\r\nLocation: "
                        + "http://127.0.0.1:" + elsewhere.port() + "/\r\nContent-Length: 0\r\n\r\n")) {

            assertThat(post(client(LOOPBACK), "http://127.0.0.1:" + receiver.port() + "/")).isEqualTo(status);
            assertThat(receiver.requests()).hasSize(1);
            assertThat(elsewhere.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"408 Request Timeout\r\nConnection: close", "408 Request Timeout\r\nRetry-After: 0",
            "503 Unavailable\r\nRetry-After: 0", "421 Misdirected", "401 Unauthorized\r\nWWW-Authenticate: Basic"})
    void sendsOneRequestWhateverTheReceiverResponds(String answer) throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(
                "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n", CountingReceiver.OK)) {

            assertThat(post(client(LOOPBACK), "http://127.0.0.1:" + receiver.port() + "/"))
                    .isEqualTo(Integer.parseInt(answer.substring(0, 3)));
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void forgetsCookies() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n")) {
            OkHttpClient client = client(LOOPBACK);
            String url = "http://127.0.0.1:" + receiver.port() + "/";

            post(client, url);
            post(client, url);

            assertThat(receiver.requests()).hasSize(2).allSatisfy(
                    request -> assertThat(request).doesNotContainIgnoringCase("cookie"));
        }
    }

    @Test
    void dialsOnceMoreWhenTheReceiverClosedAnIdleConnection() throws Exception {
        try (CountingReceiver receiver = closing(CountingReceiver.OK)) {
            OkHttpClient client = client(LOOPBACK);
            String url = "http://127.0.0.1:" + receiver.port() + "/";

            post(client, url);
            receiver.awaitClosed(1);
            Thread.sleep(LONGER_THAN_UNSEEN);

            assertThat(post(client, url)).isEqualTo(200);
            assertThat(receiver.accepted()).isEqualTo(2);
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void dropsAConnectionWithUnexpectedBytesFromTheReceiver() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            OkHttpClient client = client(LOOPBACK);
            String url = "http://127.0.0.1:" + receiver.port() + "/";

            post(client, url);
            receiver.say("HTTP/1.1 500 Unasked\r\nContent-Length: 0\r\n\r\n");
            Thread.sleep(LONGER_THAN_UNSEEN);

            assertThat(post(client, url)).isEqualTo(200);
            assertThat(receiver.accepted()).isEqualTo(2);
        }
    }

    @Test
    void sendsNothingTwiceIfTheReceiverDiesDuringARequest() throws Exception {
        try (CountingReceiver receiver = closing(CountingReceiver.OK, "", CountingReceiver.OK)) {
            OkHttpClient client = client(LOOPBACK);
            String url = "http://127.0.0.1:" + receiver.port() + "/";
            post(client, url);
            receiver.awaitClosed(1);
            Thread.sleep(LONGER_THAN_UNSEEN);

            assertThatThrownBy(() -> post(client, url)).isInstanceOf(IOException.class)
                    .isNotInstanceOf(RefusedTargetException.class);
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void doesTheSameOverTls() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder().addSubjectAlternativeName("hooks.example").build();
        HandshakeCertificates serving = new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate()).build();
        OkHttpClient client = client(LOOPBACK).newBuilder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager()).build();
        ServerSocket keeping = serving.sslContext().getServerSocketFactory().createServerSocket(0, 50, LOCAL);
        ServerSocket closing = serving.sslContext().getServerSocketFactory().createServerSocket(0, 50, LOCAL);

        try (CountingReceiver keeps = new CountingReceiver(keeping, false, CountingReceiver.OK);
                CountingReceiver closes = new CountingReceiver(closing, true, CountingReceiver.OK)) {
            for (int i = 1; i <= 3; i++) {
                assertThat(post(client, "https://hooks.example:" + keeps.port() + "/")).isEqualTo(200);
                assertThat(post(client, "https://hooks.example:" + closes.port() + "/")).isEqualTo(200);
                closes.awaitClosed(i);
                Thread.sleep(LONGER_THAN_UNSEEN);
            }
            assertThat(keeps.accepted()).isEqualTo(1);
            assertThat(closes.accepted()).isEqualTo(3);
            assertThat(closes.requests()).hasSize(3);
        }
    }

    private static CountingReceiver closing(String... script) throws IOException {
        return new CountingReceiver(new ServerSocket(0, 50, LOCAL), true, script);
    }

    private static OkHttpClient client(AllowedTargets allowed) {
        return GuardedClient.create(allowed, ConnectionSettings.DEFAULT, name -> List.of(LOCAL));
    }

    private static int post(OkHttpClient client, String url) throws IOException {
        Request request = new Request.Builder().url(HttpUrl.get(url))
                .post(new OneShotBody(bytes("{}"), MediaType.get("application/json"))).build();
        try (Response response = client.newCall(request).execute()) {
            byte[] read = response.body().bytes();
            assertThat(read.length).isLessThan(100);
            return response.code();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
