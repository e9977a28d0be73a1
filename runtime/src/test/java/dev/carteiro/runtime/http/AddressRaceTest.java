package dev.carteiro.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.testkit.client.UnconnectedSockets;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names with several addresses, some of which drop every packet: RFC 8305 section 5. */
@Timeout(60)
class AddressRaceTest {
    private static final AllowedTargets LOOPBACK = AllowedTargets.parse(List.of("127.0.0.0/8"));
    private static final InetAddress LIVE = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration FALLBACK = Duration.ofMillis(250);
    private static final Duration CALL = Duration.ofSeconds(5);

    @Test
    void aDeadFirstAddressCostsAQuarterOfASecond() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK);
                FullBacklogAddresses dead = new FullBacklogAddresses(1, receiver.port())) {
            long began = System.nanoTime();

            assertThat(post(client(dead.before(LIVE)), receiver.port())).isEqualTo(200);

            assertThat(since(began)).isBetween(FALLBACK.minusMillis(10), Duration.ofMillis(1_500));
            assertThat(receiver.requests()).hasSize(1);
            assertThat(receiver.accepted()).isEqualTo(1);
        }
    }

    @Test
    void tenDeadAddressesCostTwoAndAHalfSeconds() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK);
                FullBacklogAddresses dead = new FullBacklogAddresses(10, receiver.port())) {
            long began = System.nanoTime();

            assertThat(post(client(dead.before(LIVE)), receiver.port())).isEqualTo(200);

            assertThat(since(began)).isBetween(FALLBACK.multipliedBy(10).minusMillis(10), CALL);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void closesTheSocketsOfTheAddressesThatLost() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK);
                FullBacklogAddresses dead = new FullBacklogAddresses(3, receiver.port())) {
            List<Socket> made = Collections.synchronizedList(new ArrayList<>());
            OkHttpClient client = recording(client(dead.before(LIVE)), made);

            assertThat(post(client, receiver.port())).isEqualTo(200);

            assertThat(made).hasSize(4);
            assertThat(made.subList(0, 3)).allMatch(Socket::isClosed);
            assertThat(made.getLast().isClosed()).as("kept for the next call").isFalse();
        }
    }

    @Test
    void ifAllAddressesAreDeadTheCallTimesOutAndEverySocketIsClosed() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK);
                FullBacklogAddresses dead = new FullBacklogAddresses(3, receiver.port())) {
            List<Socket> made = Collections.synchronizedList(new ArrayList<>());
            OkHttpClient client = recording(client(dead.addresses()), made);
            Call call = call(client, "http://hooks.example:" + receiver.port() + "/");
            call.timeout().timeout(1, TimeUnit.SECONDS);
            long began = System.nanoTime();

            assertThatThrownBy(call::execute).isInstanceOf(InterruptedIOException.class);

            assertThat(since(began)).isBetween(Duration.ofMillis(900), Duration.ofMillis(2_500));
            assertThat(made).hasSize(3).allMatch(Socket::isClosed);
        }
    }

    @Test
    void anAddressThatRefusesCostsNothing() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            List<InetAddress> addresses = List.of(InetAddress.ofLiteral("127.0.0.9"),
                    InetAddress.ofLiteral("127.0.0.8"),
                    LIVE);
            assertThat(post(client(addresses), receiver.port())).isEqualTo(200);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void reportsTheFirstAddressesFailureIfAllRefuse() throws Exception {
        int port;
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            port = receiver.port();
        }
        OkHttpClient client = client(List.of(InetAddress.ofLiteral("127.0.0.9"), LIVE));

        assertThatThrownBy(() -> post(client, port)).isInstanceOf(ConnectException.class)
                .hasMessageContaining("/127.0.0.9:" + port);
    }

    @Test
    void checksEachDialledAddress() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            AllowedTargets one = AllowedTargets.parse(List.of("127.0.0.9/32"));
            OkHttpClient rebound = GuardedClient.create(one, ConnectionSettings.DEFAULT, name -> List.of(LIVE))
                    .newBuilder().dns(name -> List.of(InetAddress.ofLiteral("127.0.0.9"), LIVE)).build();

            assertThatThrownBy(() -> post(rebound, receiver.port())).isInstanceOf(ConnectException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()).singleElement()
                            .isInstanceOf(RefusedTargetException.class));
            assertThat(receiver.accepted()).isZero();
        }
    }

    @Test
    void triesAtMostSixteenAddressesAndChecksAll() throws Exception {
        List<InetAddress> many = new ArrayList<>();
        for (int i = 2; i < 102; i++) {
            many.add(InetAddress.ofLiteral("127.0.1." + i));
        }
        assertThat(new GuardedDns(LOOPBACK, name -> many).lookup("hooks.example")).isEqualTo(many.subList(0, 16));
        many.add(InetAddress.ofLiteral("10.0.0.1"));
        assertThatThrownBy(() -> new GuardedDns(LOOPBACK, name -> many).lookup("hooks.example"))
                .isInstanceOf(RefusedTargetException.class);
    }

    @Test
    void sendsOneRequestOverTlsIfTheFirstAddressFailsItsHandshake() throws Exception {
        HeldCertificate right = new HeldCertificate.Builder().addSubjectAlternativeName("hooks.example").build();
        HeldCertificate wrong = new HeldCertificate.Builder().addSubjectAlternativeName("other.example").build();
        HandshakeCertificates trusting = new HandshakeCertificates.Builder().addTrustedCertificate(right.certificate())
                .addTrustedCertificate(wrong.certificate()).build();
        try (CountingReceiver receiver = new CountingReceiver(serving(right, 0, LIVE), false, CountingReceiver.OK);
                CountingReceiver other = new CountingReceiver(
                        serving(wrong, receiver.port(), InetAddress.ofLiteral("127.0.0.9")), false,
                        CountingReceiver.OK)) {
            OkHttpClient client = client(List.of(InetAddress.ofLiteral("127.0.0.9"), LIVE)).newBuilder()
                    .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager()).build();

            try (Response response = call(client, "https://hooks.example:" + receiver.port() + "/").execute()) {
                assertThat(response.code()).isEqualTo(200);
            }
            assertThat(receiver.requests()).hasSize(1);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void dialsOnNoPlatformThread() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            List<Thread> dialling = Collections.synchronizedList(new ArrayList<>());
            OkHttpClient client = client(List.of(LIVE));

            post(showing(client, socket -> dialling.add(Thread.currentThread())), receiver.port());

            assertThat(dialling).singleElement().matches(Thread::isVirtual);
        }
    }

    private static ServerSocket serving(HeldCertificate certificate, int port, InetAddress address) throws IOException {
        return new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext()
                .getServerSocketFactory().createServerSocket(port, 50, address);
    }

    private static OkHttpClient client(List<InetAddress> addresses) {
        return GuardedClient.create(LOOPBACK, ConnectionSettings.DEFAULT, name -> addresses);
    }

    private static OkHttpClient recording(OkHttpClient client, List<Socket> made) {
        return showing(client, made::add);
    }

    /** Returns the same client, but passes each new socket to the test first. */
    private static OkHttpClient showing(OkHttpClient client, Consumer<Socket> made) {
        return client.newBuilder().socketFactory(new UnconnectedSockets(() -> {
            Socket socket = client.socketFactory().createSocket();
            made.accept(socket);
            return socket;
        })).build();
    }

    private static int post(OkHttpClient client, int port) throws IOException {
        Call call = call(client, "http://hooks.example:" + port + "/");
        call.timeout().timeout(CALL.toMillis(), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            assertThat(response.body().string()).isEqualTo("ok");
            return response.code();
        }
    }

    private static Call call(OkHttpClient client, String url) {
        return client.newCall(new Request.Builder().url(url).post(new OneShotBody(new byte[0], null)).build());
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Loopback addresses with an open port that accepts no connection, because its backlog is full. */
    private static final class FullBacklogAddresses implements Closeable {
        private static final int MAX_BACKLOG = 50;

        private final List<InetAddress> addresses = new ArrayList<>();
        private final List<Closeable> open = new ArrayList<>();

        FullBacklogAddresses(int count, int port) throws IOException {
            for (int i = 0; i < count; i++) {
                InetAddress address = InetAddress.ofLiteral("127.0.0." + (i + 2));
                ServerSocket server = new ServerSocket(port, 1, address);
                open.add(server);
                addresses.add(address);
                fill(server);
            }
        }

        private void fill(ServerSocket server) throws IOException {
            for (int i = 0; i < MAX_BACKLOG; i++) {
                Socket waiting = new Socket();
                open.add(waiting);
                try {
                    waiting.connect(server.getLocalSocketAddress(), 100);
                } catch (IOException full) {
                    return;
                }
            }
            assumeThat(false).as("this kernel accepts connections beyond the backlog").isTrue();
        }

        List<InetAddress> addresses() {
            return List.copyOf(addresses);
        }

        List<InetAddress> before(InetAddress last) {
            List<InetAddress> all = new ArrayList<>(addresses);
            all.add(last);
            return all;
        }

        @Override
        public void close() throws IOException {
            for (Closeable each : open) {
                each.close();
            }
        }
    }
}
