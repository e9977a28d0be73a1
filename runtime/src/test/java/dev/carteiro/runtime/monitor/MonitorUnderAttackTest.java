package dev.carteiro.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.runtime.server.ConnectionLimits;
import dev.carteiro.schemas.targeturl.Cidr;
import dev.carteiro.testkit.client.RawClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the monitor server with hostile clients. */
@Timeout(60)
class MonitorUnderAttackTest {
    private static final Duration LONG_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration SHORT_TIMEOUT = Duration.ofMillis(400);
    private static final String GET_READY = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String HALF_A_REQUEST = "GET /health/ready HTTP/1.1\r\nHost: loc";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HALF_A_REQUEST, GET_READY})
    void aClientWithTooManyConnectionsLosesItsOwn(String sent) throws IOException {
        MonitorServer server = start(new ConnectionLimits(100, 5, LONG_TIMEOUT, LONG_TIMEOUT, List.of()),
                MonitorSettings.LOOPBACK);
        RawClient prometheus = client("127.0.0.1", server);
        assertThat(prometheus.sends(GET_READY).readsAResponse()).startsWith("HTTP/1.1 200 ");

        for (int i = 0; i < 50; i++) {
            client("127.0.0.2", server).sends(sent);
        }

        Awaitility.await().until(() -> connections() == 6);
        assertThat(prometheus.sends(GET_READY).readsAResponse()).startsWith("HTTP/1.1 200 ");
        assertThat(client("127.0.0.1", server).sends(GET_READY).readsAResponse()).startsWith("HTTP/1.1 200 ");
        assertThat(client("127.0.0.2", server).sends(GET_READY).readsAResponse()).as("even the client with too many")
                .startsWith("HTTP/1.1 200 ");
        assertThat(closed("address-limit")).isGreaterThanOrEqualTo(45);
    }

    @Test
    void atTheTotalLimitAConnectionOfTheClientWithMostIsClosed() throws IOException {
        MonitorServer server = start(new ConnectionLimits(8, 5, LONG_TIMEOUT, LONG_TIMEOUT, List.of()),
                MonitorSettings.LOOPBACK);
        RawClient kubelet = client("127.0.0.1", server);
        assertThat(kubelet.sends(GET_READY).readsAResponse()).startsWith("HTTP/1.1 200 ");
        for (int i = 0; i < 20; i++) {
            client("127.0.1." + i / 4, server).sends(HALF_A_REQUEST);
        }
        Awaitility.await().until(() -> connections() == 8);

        assertThat(kubelet.sends(GET_READY).readsAResponse()).startsWith("HTTP/1.1 200 ");
        assertThat(client("127.0.0.3", server).sends(GET_READY).readsAResponse()).startsWith("HTTP/1.1 200 ");
        assertThat(closed("total-limit")).isGreaterThanOrEqualTo(13);
    }

    @Test
    void anIncompleteRequestIsClosedInTime() throws IOException {
        MonitorServer server = start(new ConnectionLimits(100, 50, SHORT_TIMEOUT, LONG_TIMEOUT, List.of()),
                MonitorSettings.LOOPBACK);
        assertThat(client("127.0.0.2", server).sends(HALF_A_REQUEST).isClosedByServer()).isTrue();
        assertThat(closed("slow")).isEqualTo(1);
    }

    @Test
    void aConnectionWithAnUnreadResponseIsClosedInTime() throws IOException {
        MonitorServer server = start(new ConnectionLimits(100, 50, LONG_TIMEOUT, SHORT_TIMEOUT, List.of()),
                MonitorSettings.LOOPBACK);
        String large = "x".repeat(4_000_000);
        server.addPage("large", query -> Map.of("large", large));
        RawClient client = client("127.0.0.2", server);

        client.sends("GET /admin/large HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20));

        Awaitility.await().until(() -> closed("slow") == 1);
        assertThat(client.isClosedByServer()).isTrue();
    }

    @Test
    void aClientWithTooManyRequestsGetsARetryAfterAndOthersDoNot() throws IOException {
        MonitorServer server = start(new ConnectionLimits(100, 50, LONG_TIMEOUT, LONG_TIMEOUT, List.of()),
                MonitorSettings.LOOPBACK);
        String responses = client("127.0.0.2", server).sends(GET_READY.repeat(1_000)).readsToTheEnd();

        assertThat(responses).contains("HTTP/1.1 429 ", "Retry-After: 1\r\n", "Connection: close\r\n",
                "too many requests: send at most 50 per second from one address");
        assertThat(client("127.0.0.1", server).sends(GET_READY).readsAResponse()).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nx",
            "POST /metrics HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
            "DELETE /health/ready HTTP/1.1\r\nHost: a\r\n\r\n"})
    void onlyReadingIsAllowed(String request) throws IOException {
        MonitorServer server = start(new ConnectionLimits(100, 50, LONG_TIMEOUT, LONG_TIMEOUT, List.of()),
                MonitorSettings.LOOPBACK);
        assertThat(client("127.0.0.1", server).sends(request).readsToTheEnd()).startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD\r\n").doesNotContainIgnoringCase("jetty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "\u0016\u0003\u0001\u0000garbage\r\n\r\n"})
    void invalidRequestsAreRejectedInAFewWords(String request) throws IOException {
        MonitorServer server = start(new ConnectionLimits(100, 50, LONG_TIMEOUT, LONG_TIMEOUT, List.of()),
                MonitorSettings.LOOPBACK);
        assertThat(client("127.0.0.1", server).sends(request).readsToTheEnd()).startsWith("HTTP/1.1 ")
                .contains("{\"error\":\"invalid request\"}").doesNotContainIgnoringCase("jetty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Forwarded-For: 127.0.0.1\r\n", "Forwarded: for=127.0.0.1\r\n",
            "X-Real-IP: 127.0.0.1\r\nX-Forwarded-Host: localhost\r\nX-Forwarded-Server: localhost\r\n"})
    void adminPagesAreForClientsOfTheConfiguredNetworksWhateverHeadersSay(String headers) throws IOException {
        MonitorServer server = start(new ConnectionLimits(100, 50, LONG_TIMEOUT, LONG_TIMEOUT, List.of()),
                List.of(Cidr.parse("127.0.0.1/32")));
        server.addPage("things", query -> Map.of("things", 7));
        String request = "GET /admin/things HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";

        assertThat(client("127.0.0.2", server).sends(request).readsAResponse()).startsWith("HTTP/1.1 403 ")
                .contains("see the setting monitor.admin-from").doesNotContain("things\":7");
        assertThat(client("127.0.0.1", server).sends(request).readsAResponse()).startsWith("HTTP/1.1 200 ")
                .endsWith("{\"things\":7}\n");
        assertThat(client("127.0.0.2", server).sends(GET_READY).readsAResponse()).startsWith("HTTP/1.1 200 ");
    }

    /** On such a socket, the client's address is written as an IPv6 address. */
    @Test
    void aLoopbackClientOverIpv4IsRecognizedOnAnIpv6Socket() throws IOException {
        MonitorServer server = MonitorServer.start(MonitorSettings.at("::", 0), meters, new Readiness(meters));
        open.add(server);
        server.addPage("things", query -> Map.of("things", 7));

        assertThat(client("127.0.0.1", server).sends("GET /admin/things HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .readsAResponse()).startsWith("HTTP/1.1 200 ");
    }

    private MonitorServer start(ConnectionLimits limits, List<Cidr> adminFrom) {
        Readiness readiness = new Readiness(meters);
        MonitorServer server = MonitorServer.start(new MonitorSettings("0.0.0.0", 0, adminFrom, limits), meters,
                readiness);
        open.add(server);
        return server;
    }

    private RawClient client(String from, MonitorServer server) throws IOException {
        RawClient client = new RawClient(from, server.port());
        open.add(client);
        return client;
    }

    private double connections() {
        return meters.get("carteiro.server.connections").tag("server", "monitor").gauge().value();
    }

    private double closed(String why) {
        return meters.get("carteiro.server.connections.closed").tag("server", "monitor").tag("why", why).counter()
                .count();
    }
}
