package dev.carteiro.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.api.ApiTestClient;
import dev.carteiro.api.ApiTestClient.TestResponse;
import dev.carteiro.api.RunningApi;
import dev.carteiro.api.http.HttpLimits;
import dev.carteiro.api.registry.Quotas;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of the quotas over HTTP. */
@ExtendWith(SharedBroker.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QuotasTest {
    private static final Quotas.Limits THREE_OF_TWO_KIB = new Quotas.Limits(3, 2_048, 20_000);

    @SuppressWarnings("NullAway.Init") // before each
    private RunningApi api;
    @SuppressWarnings("NullAway.Init") // before each
    private ApiTestClient acme;

    @BeforeEach
    void start(Broker broker) throws InterruptedException {
        api = RunningApi.on(broker, HttpLimits.DEFAULT, THREE_OF_TWO_KIB);
        acme = api.calls("manage@acme");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static TestResponse create(ApiTestClient by, int length) {
        return by.post("/subscriptions", """
                {"data": {"type": "subscriptions", "attributes": {"event": "a", "name": "%s",
                  "targetUrl": "https://exemplo.com.br/h?%s"}}}""".formatted("n", "x".repeat(length)));
    }

    private static TestResponse change(ApiTestClient by, String id, String attributes) {
        return by.patch("/subscriptions/" + id, "{\"data\": {\"type\": \"subscriptions\", \"id\": \"" + id
                + "\", \"attributes\": {" + attributes + "}}}");
    }

    private static void assertExceeded(TestResponse response, String setting) {
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.at("/errors/0/code")).isEqualTo("quota-exceeded");
        assertThat(response.at("/errors/0/detail")).contains("setting " + setting);
    }

    @Test
    void aTenantAtItsQuotaMustDeleteASubscriptionAndDoesNotAffectOthers() {
        String first = create(acme, 1).at("/data/id");
        assertThat(create(acme, 1).status()).isEqualTo(201);
        assertThat(create(acme, 1).status()).isEqualTo(201);

        TestResponse fourth = create(acme, 1);
        assertExceeded(fourth, "api.quota-subscriptions");
        assertThat(fourth.at("/errors/0/detail")).contains("'acme' has 3 subscriptions, and the limit is 3");
        assertThat(create(api.calls("manage@beta"), 1).status()).isEqualTo(201);
        assertThat(create(api.calls("manage"), 1).status()).isEqualTo(201);

        assertThat(acme.delete("/subscriptions/" + first).status()).isEqualTo(204);
        assertThat(create(acme, 1).status()).isEqualTo(201);
    }

    @Test
    void concurrentCreationsDoNotExceedTheQuota() throws Exception {
        List<Callable<Integer>> creates = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            creates.add(() -> create(acme, 1).status());
        }
        int created = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : threads.invokeAll(creates)) {
                created += status.get() == 201 ? 1 : 0;
            }
        }
        assertThat(created).isEqualTo(3);
    }

    @Test
    void growthIsLimitedAndShrinkingIsAlwaysAllowed() {
        String id = create(acme, 1_000).at("/data/id");
        assertExceeded(create(acme, 1_000), "api.quota-bytes");
        String longer = "\"targetUrl\": \"https://exemplo.com.br/h?" + "x".repeat(2_000) + "\"";
        assertExceeded(change(acme, id, longer), "api.quota-bytes");
        assertThat(change(acme, id, "\"name\": \"no longer than that by much\"").status()).isEqualTo(200);
        assertThat(change(acme, id, "\"targetUrl\": \"https://exemplo.com.br/h\"").status()).isEqualTo(200);
        assertThat(create(acme, 1_000).status()).isEqualTo(201);
    }

    @Test
    void aTenantOverItsQuotaMayShrinkButReceivesNoSubscriptionOfOthers(Broker broker) {
        broker.produce(RunningApi.names(broker).subscriptions(), "large", "{\"event\":\"a\",\"tenant\":\"acme\","
                + "\"targetUrl\":\"https://exemplo.com.br/h\",\"filter\":{\"data\":{\"x\":[\"" + "x".repeat(2_500)
                + "\"]}}}");
        assertThat(acme.get("/subscriptions/large").status()).isEqualTo(200);
        assertExceeded(create(acme, 1), "api.quota-bytes");
        assertThat(change(acme, "large", "\"filter\": {\"data\": {\"x\": [\"" + "x".repeat(2_400) + "\"]}}").status())
                .isEqualTo(200);
        String foreign = create(api.calls("manage@beta"), 1).at("/data/id");
        assertExceeded(change(api.calls("manage"), foreign, "\"tenant\": \"acme\""), "api.quota-bytes");
    }

    @Test
    void theMemoryOfAllSubscriptionsIsBounded() {
        int created = 0;
        TestResponse response = create(api.calls("manage@t0"), 1);
        while (response.status() == 201 && created < 100) {
            created++;
            response = create(api.calls("manage@t" + created), 1);
        }
        assertExceeded(response, "api.subscriptions-bytes");
        assertThat(created).isBetween(15, 18);
        assertExceeded(create(api.calls("manage"), 1), "api.subscriptions-bytes");
    }
}
