package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Profile;
import dev.carteiro.schemas.subscription.SubscriptionSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts between a subscription's document and its attributes in the API. Names, order and defaults are the schema's.
 * Stateless.
 */
final class SubscriptionAttributes {
    /** Never returned: a caller that may read a subscription must not be able to sign for it. */
    static final Set<String> WRITE_ONLY = Set.of("headers", "secrets", "retiringSecrets");

    private static final String CREATED_AT = "createdAt";
    private static final String UPDATED_AT = "updatedAt";

    private static final JsonNode SCHEMA = schema().path("properties");
    private static final Map<String, JsonNode> DEFAULTS = defaults();

    private SubscriptionAttributes() {
    }

    /** Returns the readable attributes with all defaults and times, without write-only members. */
    static ObjectNode readable(JsonNode document, @Nullable Instant createdAt, Instant updatedAt) {
        ObjectNode shown = StrictJson.mapper().createObjectNode();
        SCHEMA.fieldNames().forEachRemaining(name -> {
            JsonNode value = document.has(name) ? document.path(name) : DEFAULTS.get(name);
            if (value != null && !WRITE_ONLY.contains(name)) {
                shown.set(name, value);
            }
        });
        if (!document.has("successStatus")) {
            shown.set("successStatus", successStatus(JsonValues.text(document.path("profile"), "standard")));
        }
        if (createdAt != null) {
            shown.put(CREATED_AT, createdAt.toString());
        }
        return shown.put(UPDATED_AT, updatedAt.toString());
    }

    /** Removes read-only attributes, so that a client may send back what it has read. */
    static ObjectNode withoutReadOnly(ObjectNode sent) {
        return sent.remove(List.of(CREATED_AT, UPDATED_AT));
    }

    /**
     * Returns the document after a change. Each attribute replaces the member of its name; null removes it. The single
     * {@code event} and the list {@code events} replace each other.
     */
    static ObjectNode merged(ObjectNode document, ObjectNode attributes) {
        ObjectNode merged = document.deepCopy();
        if (attributes.hasNonNull("event") != attributes.hasNonNull("events")) {
            merged.remove(List.of("event", "events"));
        }
        attributes.properties().forEach(attribute -> {
            if (attribute.getValue().isNull()) {
                merged.remove(attribute.getKey());
            } else {
                merged.set(attribute.getKey(), attribute.getValue());
            }
        });
        return merged;
    }

    private static ArrayNode successStatus(String profile) {
        ArrayNode statuses = StrictJson.mapper().createArrayNode();
        for (Profile candidate : Profile.values()) {
            if (candidate.text().equals(profile)) {
                candidate.successStatus().texts().forEach(statuses::add);
            }
        }
        return statuses;
    }

    private static Map<String, JsonNode> defaults() {
        Map<String, JsonNode> defaults = new LinkedHashMap<>();
        SCHEMA.properties().forEach(property -> {
            if (property.getValue().has("default")) {
                defaults.put(property.getKey(), property.getValue().path("default"));
            }
        });
        ObjectNode retry = StrictJson.mapper().createObjectNode();
        retry.set("schedule", SCHEMA.at("/retry/properties/schedule/default"));
        defaults.put("retry", retry);
        return defaults;
    }

    private static JsonNode schema() {
        try {
            return StrictJson.tree(SubscriptionSchema.text().getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException e) {
            throw new IllegalStateException("the subscription schema is not valid JSON", e);
        }
    }
}
