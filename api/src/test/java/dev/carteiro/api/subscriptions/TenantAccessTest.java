package dev.carteiro.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.api.ApiTestClient;
import dev.carteiro.api.ApiTestClient.TestResponse;
import dev.carteiro.api.RunningApi;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tries to leave a token's tenant, or to reach another tenant's subscriptions, through every route. */
@ExtendWith(SharedBroker.class)
@TestInstance(Lifecycle.PER_CLASS)
class TenantAccessTest {
    @SuppressWarnings("NullAway.Init") // before all
    private RunningApi api;

    @BeforeAll
    void start(Broker shared) throws InterruptedException {
        api = RunningApi.on(shared);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    /** A tenant may be named null or 7; only the string matches. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"null|null", "7|7", "true|true", "1.5|1.5", "[]|[]", "{}|{}", "acme|null",
            "acme|\"\"", "acme|\"Acme\"", "acme|\"acme \"", "acme|[\"acme\"]"})
    void aTenantsTokenCannotMoveASubscriptionToAnotherTenant(String tenant, String json) {
        ApiTestClient tenantCalls = api.calls("manage@" + tenant);
        String id = created(tenantCalls, "");

        TestResponse changed = change(tenantCalls, id, "tenant: " + json);

        assertThat(changed.status()).isEqualTo(403);
        assertThat(changed.at("/errors/0/code")).isEqualTo("other-tenant");
        assertThat(changed.at("/errors/0/source/pointer")).isEqualTo("/data/attributes/tenant");
        assertThat(tenantCalls.get("/subscriptions/" + id).json().at("/data/attributes/tenant").textValue())
                .isEqualTo(tenant);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"7|7", "true|true", "[]|[]", "acme|\"umbrella\"", "acme|\"\""})
    void aTenantsTokenCannotCreateForAnotherTenant(String tenant, String json) {
        TestResponse created = create(api.calls("manage@" + tenant), "tenant: " + json + ",");

        assertThat(created.status()).isEqualTo(403);
        assertThat(created.at("/errors/0/source/pointer")).isEqualTo("/data/attributes/tenant");
    }

    /** On creation, {@code null} equals an absent tenant. */
    @Test
    void aTenantsTokenCreatesForItsTenant() {
        ApiTestClient tenantCalls = api.calls("manage@null");

        assertThat(create(tenantCalls, "").json().at("/data/attributes/tenant").textValue()).isEqualTo("null");
        assertThat(create(tenantCalls, "tenant: null,").json().at("/data/attributes/tenant").textValue())
                .isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({"umbrella", "null", "Acme"})
    void noRouteFindsAnotherTenantsSubscription(String tenant) {
        String id = created(api.calls("manage@acme"), "name: \"mine\",");
        ApiTestClient other = api.calls("manage@" + tenant);

        assertNotFound(other, id);
        assertThat(api.calls("manage@acme").get("/subscriptions/" + id).status()).isEqualTo(200);
    }

    @Test
    void aSubscriptionMovedToAnotherTenantIsVisibleOnlyThere() {
        String id = created(api.calls("manage@acme"), "");
        assertThat(change(api.calls(), id, "tenant: \"umbrella\"").status()).isEqualTo(200);

        assertNotFound(api.calls("manage@acme"), id);
        assertThat(api.calls("manage@umbrella").get("/subscriptions/" + id).status()).isEqualTo(200);

        assertThat(change(api.calls(), id, "tenant: null").status()).isEqualTo(200);
        assertNotFound(api.calls("manage@umbrella"), id);
    }

    private static void assertNotFound(ApiTestClient other, String id) {
        String path = "/subscriptions/" + id;
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(other.get(path + "/attempts").status()).isEqualTo(404);
        assertThat(change(other, id, "name: \"theirs\"").status()).isEqualTo(404);
        assertThat(other.delete(path, "If-Match", "*").status()).isEqualTo(404);
        assertThat(other.delete(path).status()).isEqualTo(404);
        assertThat(other.post(path + "/secrets", "").status()).isEqualTo(404);
        assertThat(other.post(path + "/test", "").status()).isEqualTo(404);
        assertThat(other.post("/redrives", "{data: {type: \"redrives\", attributes: {filter: {subscription: \"" + id
                + "\"}, dryRun: true}}}").status()).isEqualTo(404);
        for (String query : new String[]{"", "?filter%5Btenant%5D=acme", "?filter%5Bname%5D=mine",
                "?filter%5Bevent%5D=a", "?sort=-name"}) {
            assertThat(other.get("/subscriptions" + query).json().path("data").toString()).doesNotContain(id);
        }
    }

    private static String created(ApiTestClient calls, String members) {
        TestResponse created = create(calls, members);
        assertThat(created.status()).as(String.valueOf(created.body())).isEqualTo(201);
        return created.at("/data/id");
    }

    private static TestResponse create(ApiTestClient calls, String members) {
        return calls.post("/subscriptions", "{data: {type: \"subscriptions\", attributes: {event: \"a\", " + members
                + " targetUrl: \"https://exemplo.com.br/h\"}}}");
    }

    private static TestResponse change(ApiTestClient calls, String id, String members) {
        return calls.patch("/subscriptions/" + id, "{data: {type: \"subscriptions\", id: \"" + id
                + "\", attributes: {" + members + "}}}");
    }
}
