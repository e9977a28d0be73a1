package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.registry.RegisteredSubscription;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;

/** Builds JSON:API resource objects of subscriptions. Safe for any thread. */
final class SubscriptionResourceMapper {
    static final String TYPE = "subscriptions";
    static final String PATH = "/subscriptions";

    private final EndpointHealth health;

    SubscriptionResourceMapper(EndpointHealth health) {
        this.health = health;
    }

    /** Returns a document with one resource. */
    ObjectNode document(Call call, RegisteredSubscription registered) {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        document.putObject("jsonapi").put("version", "1.1");
        document.putObject("links").put("self", self(call, registered.id()));
        document.set("data", resource(call, registered));
        return document;
    }

    ObjectNode resource(Call call, RegisteredSubscription registered) {
        ObjectNode document = read(registered);
        ObjectNode resource = StrictJson.mapper().createObjectNode().put("type", TYPE).put("id", registered.id());
        resource.set("attributes",
                SubscriptionAttributes.readable(document, registered.createdAt(), registered.updatedAt()));
        resource.putObject("links").put("self", self(call, registered.id()));
        resource.set("meta", meta(registered, document));
        return resource;
    }

    static String self(Call call, String id) {
        return call.link(PATH + "/" + BaseUrl.segment(id));
    }

    static ObjectNode read(RegisteredSubscription registered) {
        try {
            return (ObjectNode) StrictJson.tree(registered.json());
        } catch (InvalidJsonException | ClassCastException e) {
            throw new IllegalStateException("an invalid subscription is registered", e);
        }
    }

    private ObjectNode meta(RegisteredSubscription registered, ObjectNode document) {
        ObjectNode meta = StrictJson.mapper().createObjectNode().put("version", registered.version()).put("inForce",
                registered.isInForce());
        meta.put("secrets", document.path("secrets").size());
        ArrayNode names = meta.putArray("headerNames");
        document.path("headers").fieldNames().forEachRemaining(names::add);
        meta.set("endpoint", health.of(registered));
        return meta;
    }
}
