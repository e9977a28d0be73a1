package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.carteiro.api.FakeAuthenticator;
import dev.carteiro.api.metrics.ApiMetrics;
import dev.carteiro.testkit.client.RawClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients make the server keep in memory, and that one of them does not take it from another. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RequestResourcesTest {
    private static final String ROOT = "/webhooks/api/v1";
    private static final int KIB = 1024;

    /** More than the sockets between client and server hold. */
    private static final int ITEMS = 1_000;

    private static final int ITEM = 64 * KIB;
    private static final int RESERVED = 1_000;

    private final AtomicInteger made = new AtomicInteger();
    private RequestResources.Pools pools = RequestResources.Pools.of(4L * RESERVED, 3 * 400L * KIB, 3);
    private final List<RawClient> clients = new ArrayList<>();

    private ApiServer server = server(Duration.ofMinutes(1));

    private ApiServer server(Duration takenWithin) {
        return ApiServer.start("127.0.0.1", 0, new BaseUrl(""), HttpLimits.DEFAULT, AuditOptions.CHANGES_ONLY, pools,
                new ResponseWriter(takenWithin),
                new FakeAuthenticator(), new FakeIdempotency(),
                List.of(ApiRoute.read("/page", call -> page(call, this::item)),
                        ApiRoute.read("/defect", call -> page(call, number -> {
                            if (number == 10) {
                                throw new IllegalStateException("a defect in the middle of a page");
                            }
                            return item(number);
                        })), ApiRoute.read("/defect-at-once", call -> page(call, number -> {
                            throw new IllegalStateException("a defect at the beginning of a page");
                        })), ApiRoute.read("/small", call -> {
                            call.reserve(RESERVED);
                            return ApiResponse.ok(JsonNodeFactory.instance.objectNode());
                        }), ApiRoute.create("/things", call -> ApiResponse.ok(call.body()))),
                new ApiMetrics(new SimpleMeterRegistry()), InstantSource.system(), System::nanoTime);
    }

    private ApiResponse page(Call call, Function<Integer, JsonNode> item) throws InterruptedException {
        call.reserve(RESERVED);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            numbers.add(i);
        }
        return ApiResponse.page(new PageDocument<>(JsonNodeFactory.instance.objectNode(), numbers, number -> ITEM, item,
                JsonNodeFactory.instance.objectNode()));
    }

    private JsonNode item(int number) {
        made.incrementAndGet();
        return JsonNodeFactory.instance.textNode("x".repeat(ITEM));
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    private RawClient asks(String path, String token) throws IOException {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        return client.sends("GET " + ROOT + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n");
    }

    /** The second request is the one that lets the server close the connection. */
    private RawClient asksAndGoesOn(String path) throws IOException {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        return client.sends("GET " + ROOT + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer read\r\n\r\nGET " + ROOT + "/small HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\nAuthorization: Bearer read\r\n\r\n");
    }

    private RawClient beginsToSend(int bytes, String token) throws IOException {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        return client.sends("POST " + ROOT + "/things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"
                + "[" + " ".repeat(bytes - 1));
    }

    private void awaitMade(int count) {
        Awaitility.await().until(() -> made.get() >= count);
    }

    @Test
    void aPageIsWrittenAsItIsMadeAndOnlyAsFarAsTheClientTakesIt() throws IOException {
        RawClient slow = asks("/page", "read");
        awaitMade(1);
        Awaitility.await().during(Duration.ofMillis(300)).until(made::get, count -> count < ITEMS / 2);

        assertThat(slow.readsToTheEnd()).startsWith("HTTP/1.1 200 ").hasSizeGreaterThan(ITEMS * ITEM)
                .endsWith("\"],\"meta\":{}}\n");
        assertThat(made).hasValue(ITEMS);
        Awaitility.await().until(() -> pools.work().inUse() == 0);
    }

    @Test
    void whoDoesNotTakeAResponseInTimeLosesTheConnectionAndWhatWasReserved() throws IOException {
        server.close();
        pools = RequestResources.Pools.of(4L * RESERVED, 3 * 400L * KIB, 3);
        server = server(Duration.ofMillis(300));
        RawClient slow = asks("/page", "read");
        awaitMade(1);

        Awaitility.await().until(() -> pools.work().inUse() == 0);
        assertThat(made.get()).isLessThan(ITEMS / 2);
        assertThat(slow.readsToTheEnd()).doesNotContain("\"meta\"");
    }

    @Test
    void aTenantsSlowReadersLeaveRoomForOthersAndFurtherOnesAreToldToComeBack() throws IOException {
        asks("/page", "read@greedy");
        awaitMade(1);
        int before = made.get();
        asks("/page", "read@greedy");
        awaitMade(before + 1);
        Awaitility.await().until(() -> pools.work().inUse() == 2 * RESERVED);

        assertThat(asks("/small", "read@greedy").readsToTheEnd()).startsWith("HTTP/1.1 503 ")
                .contains("\r\nRetry-After: 2\r\n").contains("\"status\":\"503\",\"code\":\"busy\"");
        assertThat(asks("/small", "read@modest").readsToTheEnd()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aTenantsUnfinishedBodiesLeaveRoomForOthers() throws IOException {
        for (int i = 0; i < 10; i++) {
            beginsToSend(32 * KIB, "create@greedy");
        }
        Awaitility.await().until(() -> pools.bodies().inUse() > 3 * 180L * KIB);

        RawClient another = beginsToSend(60_000, "create@greedy");
        assertThat(another.readsToTheEnd()).startsWith("HTTP/1.1 503 ").contains("\"code\":\"busy\"");
        RawClient modest = beginsToSend(59_999, "create@modest").sends("]");
        assertThat(modest.readsToTheEnd()).startsWith("HTTP/1.1 200 ").endsWith("[]\n");
    }

    @Test
    void aTenantsHeavyRequestsDoNotTakeAllTurns() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch under = new CountDownLatch(2);
        RequestResources greedy = new RequestResources(pools, "greedy");
        for (int i = 0; i < 3; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    greedy.computeInResponse(1_000_000, () -> {
                        under.countDown();
                        return awaited(go);
                    });
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        under.await();

        String done = new RequestResources(pools, "modest").compute(1_000_000, () -> Thread.currentThread().getName());
        assertThat(done).startsWith("api-work-");
        assertThat(greedy.compute(100, () -> Thread.currentThread().getName())).doesNotStartWith("api-work-");
        go.countDown();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void aPageThatFailsInTheMiddleDoesNotLookComplete() throws IOException {
        assertThat(asksAndGoesOn("/defect").readsToTheEnd()).startsWith("HTTP/1.1 200 ")
                .contains("Transfer-Encoding: chunked").doesNotContain("\r\n0\r\n", "\"meta\"");
        Awaitility.await().until(() -> pools.work().inUse() == 0);
    }

    @Test
    void aPageThatFailsAtItsBeginningIsAnError() throws IOException {
        assertThat(asks("/defect-at-once", "read").readsToTheEnd()).startsWith("HTTP/1.1 500 ")
                .contains("\"code\":\"internal-error\"").endsWith("]}\n");
    }

    @Test
    void aHeadRequestMakesNothing() throws IOException {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        assertThat(client.sends("HEAD " + ROOT + "/page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer read\r\n\r\n").readsToTheEnd()).startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n");
        assertThat(made).hasValue(0);
    }
}
