package dev.carteiro.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.api.ApiTestClient;
import dev.carteiro.api.ApiTestClient.TestResponse;
import dev.carteiro.api.RunningApi;
import dev.carteiro.api.http.AuditOptions;
import dev.carteiro.api.http.HttpLimits;
import dev.carteiro.api.registry.Quotas;
import dev.carteiro.schemas.subscription.Profile;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class DefaultProfilesTest {
    /** The request in Catalisa's document, with missing quotes and trailing commas. */
    private static final String PASTED = """
            {
            data: {
            type: "subscriptions",
            attributes: {
            event: "document.status.signed",
            context: "doc-signature",
            targetUrl: "https://exemplo.com.br/meus/callbacks",
            name: "MEU_WEBHOOK",
            },
            },
            }""";

    @Test
    void theContextSelectsTheDefaultProfile(Broker broker) throws InterruptedException {
        DefaultProfiles profiles = new DefaultProfiles(Profile.RAW,
                Map.of("doc-signature", Profile.CATALISA, "sign", Profile.GRAFENO, "plain", Profile.STANDARD));
        try (RunningApi api = RunningApi.on(broker, HttpLimits.DEFAULT, Quotas.Limits.DEFAULT,
                AuditOptions.CHANGES_ONLY, profiles)) {
            ApiTestClient calls = api.calls();
            TestResponse created = calls.send("POST", "/subscriptions", PASTED, "Content-Type", "application/json");
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.at("/data/attributes/profile")).isEqualTo("catalisa");
            assertThat(created.json().at("/data/attributes/successStatus").toString()).isEqualTo("[\"200\"]");

            assertThat(profile(calls, "")).isEqualTo("raw");
            assertThat(profile(calls, "context: \"another\",")).isEqualTo("raw");
            assertThat(profile(calls, "context: \"plain\",")).isEqualTo("standard");
            assertThat(profile(calls, "context: \"doc-signature\", profile: null,")).isEqualTo("catalisa");
            assertThat(profile(calls, "context: \"doc-signature\", profile: \"cloudevents\","))
                    .isEqualTo("cloudevents");
            assertThat(create(calls, "context: \"sign\",").at("/errors/0/detail"))
                    .startsWith("profile 'grafeno' signs with RSA");

            String id = created.at("/data/id");
            TestResponse changed = calls.patch("/subscriptions/" + id, """
                    {"data": {"type": "subscriptions", "id": "%s", "attributes": {"context": "plain"}}}"""
                    .formatted(id));
            assertThat(changed.at("/data/attributes/profile")).isEqualTo("catalisa");
        }
    }

    private static String profile(ApiTestClient calls, String members) {
        return create(calls, members).at("/data/attributes/profile");
    }

    private static TestResponse create(ApiTestClient calls, String members) {
        return calls.post("/subscriptions", "{data: {type: \"subscriptions\", attributes: {" + members
                + "event: \"a\", targetUrl: \"https://exemplo.com.br/h\"}}}");
    }
}
