package dev.carteiro.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.ApiTestClient.TestResponse;
import dev.carteiro.api.RunningApi;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.SubscriptionSchema;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class OpenApiTest {
    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void routesAndDescribedOperationsAreTheSame(Broker broker) throws Exception {
        try (RunningApi api = RunningApi.on(broker)) {
            Set<String> routes = new TreeSet<>();
            api.api().routes().forEach(route -> routes.add(route.verb() + " " + route.path()));
            assertThat(routes).isEqualTo(OpenApiContract.operations());
            TestResponse served = api.calls("").get("/openapi.json");
            assertThat(served.json()).isEqualTo(OpenApiResource.document());
            assertThat(served.header("Content-Type")).contains("application/json");
        }
    }

    @Test
    void everyMemberOfTheSubscriptionSchemaIsAnAttribute() throws Exception {
        JsonNode schemas = OpenApiResource.document().at("/components/schemas");
        Set<String> members = names(StrictJson.mapper().readTree(SubscriptionSchema.text()).path("properties"));
        members.addAll(Set.of("createdAt", "updatedAt"));
        assertThat(names(schemas.at("/NewSubscriptionAttributes/properties"))).isEqualTo(members);
        Set<String> changed = new TreeSet<>(members);
        changed.add("keepCredentials"); // an attribute of the change, not of the subscription
        assertThat(names(schemas.at("/SubscriptionChangeAttributes/properties"))).isEqualTo(changed);
        Set<String> shown = names(schemas.at("/SubscriptionAttributes/properties"));
        members.removeIf(member -> schemas.at("/NewSubscriptionAttributes/properties").path(member).path("writeOnly")
                .asBoolean());
        assertThat(shown).isEqualTo(members);
    }

    /** JSON:API: attributes and relationships share one namespace. */
    @Test
    void noRelationshipHasTheNameOfAnAttribute() {
        OpenApiResource.document().at("/components/schemas").forEach(schema -> {
            Set<String> shared = names(schema.at("/properties/relationships/properties"));
            shared.retainAll(names(schema.at("/properties/attributes/properties")));
            assertThat(shared).isEmpty();
        });
    }

    @Test
    void everyReferenceResolves() {
        OpenApiResource.document().findValuesAsText("$ref").forEach(reference -> assertThat(
                OpenApiResource.document().at(reference.substring(1)).isMissingNode()).as(reference).isFalse());
    }

    @Test
    void undescribedResponsesFailTheCheck() throws Exception {
        JsonNode empty = StrictJson.mapper().readTree("{\"errors\":[]}");
        assertThatThrownBy(
                () -> OpenApiContract.check("GET", "/webhooks/api/v1/subscriptions", 404, "application/json", empty))
                .hasMessageContaining("is not described");
        assertThatThrownBy(
                () -> OpenApiContract.check("GET", "/webhooks/api/v1/subscriptions", 401, "application/vnd.api+json",
                        empty))
                .hasMessageContaining("errors");
    }
}
