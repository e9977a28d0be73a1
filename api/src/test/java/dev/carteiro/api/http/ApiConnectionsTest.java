package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.carteiro.api.FakeAuthenticator;
import dev.carteiro.api.metrics.ApiMetrics;
import dev.carteiro.schemas.targeturl.Cidr;
import dev.carteiro.testkit.client.RawClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which connections stay open when the server has too few for all clients. */
@Timeout(60)
class ApiConnectionsTest {
    private static final String GET = "GET /webhooks/api/v1/things/1 HTTP/1.1\r\nHost: localhost\r\n";
    private static final String ALLOWED = GET + "Authorization: Bearer manage\r\n\r\n";
    private static final String UNAUTHENTICATED = GET + "\r\n";
    private static final Duration LONG_TIMEOUT = Duration.ofMinutes(5);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicInteger started = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /webhooks/api/v1/th", UNAUTHENTICATED, ALLOWED})
    void oneAddressCannotLockOutOthers(String sent) throws IOException {
        ApiServer server = start(HttpLimits.DEFAULT.withConnections(10, 6));
        RawClient partner = client("127.0.0.3", server);
        assertThat(partner.sends(ALLOWED).readsAResponse()).startsWith("HTTP/1.1 200 ");

        for (int i = 0; i < 60; i++) {
            RawClient client = client("127.0.0.2", server).sends(sent);
            if (sent.endsWith("\r\n\r\n")) {
                assertThat(client.readsAResponse()).startsWith("HTTP/1.1 ");
            }
        }

        Awaitility.await().untilAsserted(() -> assertThat(connections()).isEqualTo(7));
        assertThat(partner.sends(ALLOWED).readsAResponse()).startsWith("HTTP/1.1 200 ");
        assertThat(client("127.0.0.4", server).sends(ALLOWED).readsAResponse()).startsWith("HTTP/1.1 200 ");
        assertThat(client("127.0.0.2", server).sends(ALLOWED).readsAResponse()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void unauthenticatedConnectionsAreClosedFirstWhenAllAreInUse() throws IOException {
        // Capacity for several others: a connection whose response was just read counts as active a little longer.
        ApiServer server = start(HttpLimits.DEFAULT.withConnections(14, 14));
        List<RawClient> partners = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            partners.add(client("127.0.0.3", server));
            assertThat(partners.getLast().sends(ALLOWED).readsAResponse()).startsWith("HTTP/1.1 200 ");
        }

        for (int i = 0; i < 40; i++) {
            assertThat(client("127.0.1." + i, server).sends(UNAUTHENTICATED).readsAResponse())
                    .startsWith("HTTP/1.1 401 ");
        }

        for (RawClient partner : partners) {
            assertThat(partner.sends(ALLOWED).readsAResponse()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(connections()).isEqualTo(14);
    }

    @Test
    void activeConnectionsAreNotClosedForOthers() throws IOException {
        ApiServer server = start(HttpLimits.DEFAULT.withConnections(3, 3).withTimes(LONG_TIMEOUT, LONG_TIMEOUT,
                LONG_TIMEOUT, LONG_TIMEOUT));
        String post = ALLOWED.replace("GET", "POST").replace("/1 ", " ").replace("\r\n\r\n",
                "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n1");
        List<RawClient> working = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            working.add(client("127.0.0.3", server).sends(post));
        }
        Awaitility.await().until(() -> started.get() == 3);

        assertThat(client("127.0.0.2", server).sends(ALLOWED).isClosedByServer()).isTrue();

        for (RawClient client : working) {
            assertThat(client.sends("7").readsAResponse()).startsWith("HTTP/1.1 200 ").endsWith("17\n");
        }
        assertThat(client("127.0.0.2", server).sends(ALLOWED).readsAResponse()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aProxyMayUseAllConnections() throws IOException {
        ApiServer server = start(
                HttpLimits.DEFAULT.withConnections(20, 2).withProxies(List.of(Cidr.parse("127.0.0.9/32"))));
        List<RawClient> forwarded = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            forwarded.add(client("127.0.0.9", server));
            assertThat(forwarded.getLast().sends(ALLOWED).readsAResponse()).startsWith("HTTP/1.1 200 ");
        }

        for (RawClient client : forwarded) {
            assertThat(client.sends(ALLOWED).readsAResponse()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void anUnreadResponseLosesItsConnectionAfterATime() throws IOException {
        Duration shortTime = Duration.ofMillis(400);
        ApiServer server = start(HttpLimits.DEFAULT.withTimes(shortTime, LONG_TIMEOUT, LONG_TIMEOUT, shortTime));
        RawClient client = client("127.0.0.2", server);

        client.sends(ALLOWED.replace("/things/", "/large/").repeat(20));

        Awaitility.await().until(() -> meters.get("carteiro.server.connections.closed").tag("server", "api")
                .tag("why", "slow").counter().count() == 1);
        assertThat(client.isClosedByServer()).isTrue();
    }

    private ApiServer start(HttpLimits limits) {
        String large = "x".repeat(4_000_000);
        ApiServer server = ApiServer.start("0.0.0.0", 0, new BaseUrl(""), limits, AuditOptions.CHANGES_ONLY,
                new FakeAuthenticator(), new FakeIdempotency(),
                List.of(ApiRoute.read("/things/{id}",
                        call -> ApiResponse.ok(JsonNodeFactory.instance.textNode(call.parameter("id")))),
                        ApiRoute.read("/large/{id}", call -> ApiResponse.ok(JsonNodeFactory.instance.textNode(large))),
                        ApiRoute.create("/things", call -> {
                            started.incrementAndGet();
                            return ApiResponse.ok(call.body());
                        })),
                new ApiMetrics(meters));
        open.add(server);
        return server;
    }

    private RawClient client(String from, ApiServer server) throws IOException {
        RawClient client = new RawClient(from, server.port());
        open.add(client);
        return client;
    }

    private double connections() {
        return meters.get("carteiro.server.connections").tag("server", "api").gauge().value();
    }
}
