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

/** Tests the memory that clients can make the server use, and that one client cannot take it from another. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RequestResourcesTest {
    private static final String ROOT = "/webhooks/api/v1";
    private static final int KIB = 1024;

    /** A number of items that exceeds the sockets' buffers. */
    private static final int ITEMS = 1_000;

    private static final int ITEM_BYTES = 64 * KIB;
    private static final int RESERVED_BYTES = 1_000;

    private final AtomicInteger built = new AtomicInteger();
    private RequestResources.Pools pools = RequestResources.Pools.of(4L * RESERVED_BYTES, 3 * 400L * KIB, 3);
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
                            call.reserve(RESERVED_BYTES);
                            return ApiResponse.ok(JsonNodeFactory.instance.objectNode());
                        }), ApiRoute.create("/things", call -> ApiResponse.ok(call.body()))),
                new ApiMetrics(new SimpleMeterRegistry()), InstantSource.system(), System::nanoTime);
    }

    private ApiResponse page(Call call, Function<Integer, JsonNode> item) throws InterruptedException {
        call.reserve(RESERVED_BYTES);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            numbers.add(i);
        }
        return ApiResponse
                .page(new PageDocument<>(JsonNodeFactory.instance.objectNode(), numbers, number -> ITEM_BYTES, item,
                        JsonNodeFactory.instance.objectNode()));
    }

    private JsonNode item(int number) {
        built.incrementAndGet();
        return JsonNodeFactory.instance.textNode("x".repeat(ITEM_BYTES));
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    private RawClient get(String path, String token) throws IOException {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        return client.sends("GET " + ROOT + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n");
    }

    /** The second request is the one after which the server closes the connection. */
    private RawClient getAndSendAnother(String path) throws IOException {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        return client.sends("GET " + ROOT + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer read\r\n\r\nGET " + ROOT + "/small HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\nAuthorization: Bearer read\r\n\r\n");
    }

    private RawClient startPost(int bytes, String token) throws IOException {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        return client.sends("POST " + ROOT + "/things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"
                + "[" + " ".repeat(bytes - 1));
    }

    private void awaitBuilt(int count) {
        Awaitility.await().until(() -> built.get() >= count);
    }

    @Test
    void aPageIsBuiltOnlyAsFarAsTheClientReads() throws IOException {
        RawClient slow = get("/page", "read");
        awaitBuilt(1);
        Awaitility.await().during(Duration.ofMillis(300)).until(built::get, count -> count < ITEMS / 2);

        assertThat(slow.readsToTheEnd()).startsWith("HTTP/1.1 200 ").hasSizeGreaterThan(ITEMS * ITEM_BYTES)
                .endsWith("\"],\"meta\":{}}\n");
        assertThat(built).hasValue(ITEMS);
        Awaitility.await().until(() -> pools.work().inUse() == 0);
    }

    @Test
    void aResponseThatIsNotReadInTimeLosesConnectionAndReservation() throws IOException {
        server.close();
        pools = RequestResources.Pools.of(4L * RESERVED_BYTES, 3 * 400L * KIB, 3);
        server = server(Duration.ofMillis(300));
        RawClient slow = get("/page", "read");
        awaitBuilt(1);

        Awaitility.await().until(() -> pools.work().inUse() == 0);
        assertThat(built.get()).isLessThan(ITEMS / 2);
        assertThat(slow.readsToTheEnd()).doesNotContain("\"meta\"");
    }

    @Test
    void aTenantsSlowReadersLeaveMemoryForOthersAndItsFurtherRequestsAreRejected() throws IOException {
        get("/page", "read@greedy");
        awaitBuilt(1);
        int before = built.get();
        get("/page", "read@greedy");
        awaitBuilt(before + 1);
        Awaitility.await().until(() -> pools.work().inUse() == 2 * RESERVED_BYTES);

        assertThat(get("/small", "read@greedy").readsToTheEnd()).startsWith("HTTP/1.1 503 ")
                .contains("\r\nRetry-After: 2\r\n").contains("\"status\":\"503\",\"code\":\"busy\"");
        assertThat(get("/small", "read@modest").readsToTheEnd()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aTenantsUnfinishedBodiesLeaveMemoryForOthers() throws IOException {
        for (int i = 0; i < 10; i++) {
            startPost(32 * KIB, "create@greedy");
        }
        Awaitility.await().until(() -> pools.bodies().inUse() > 3 * 180L * KIB);

        RawClient another = startPost(60_000, "create@greedy");
        assertThat(another.readsToTheEnd()).startsWith("HTTP/1.1 503 ").contains("\"code\":\"busy\"");
        RawClient modest = startPost(59_999, "create@modest").sends("]");
        assertThat(modest.readsToTheEnd()).startsWith("HTTP/1.1 200 ").endsWith("[]\n");
    }

    @Test
    void aTenantsExpensiveRequestsDoNotTakeAllThreads() throws Exception {
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
    void aPageThatFailsInTheMiddleIsCutOff() throws IOException {
        assertThat(getAndSendAnother("/defect").readsToTheEnd()).startsWith("HTTP/1.1 200 ")
                .contains("Transfer-Encoding: chunked").doesNotContain("\r\n0\r\n", "\"meta\"");
        Awaitility.await().until(() -> pools.work().inUse() == 0);
    }

    @Test
    void aPageThatFailsAtItsBeginningIsAnErrorResponse() throws IOException {
        assertThat(get("/defect-at-once", "read").readsToTheEnd()).startsWith("HTTP/1.1 500 ")
                .contains("\"code\":\"internal-error\"").endsWith("]}\n");
    }

    @Test
    void aHeadRequestBuildsNoResources() throws IOException {
        RawClient client = new RawClient(server.port());
        clients.add(client);
        assertThat(client.sends("HEAD " + ROOT + "/page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer read\r\n\r\n").readsToTheEnd()).startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n");
        assertThat(built).hasValue(0);
    }
}
