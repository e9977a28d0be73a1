package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A subscription as it may be shown: with its id, and without what is secret. Stateless.
 *
 * <p>The members keep their places, so that one sees that there are two secrets and which headers are set.
 */
final class Shown {
    private static final String HIDDEN = "***";

    private Shown() {
    }

    static ObjectNode of(String id, byte[] value) {
        ObjectNode shown = StrictJson.mapper().createObjectNode().put("id", id);
        try {
            if (StrictJson.tree(value) instanceof ObjectNode document) {
                document.properties().forEach(member -> shown.set(member.getKey(), visible(member)));
            }
        } catch (InvalidJson e) {
            shown.put("unreadable", e.getMessage());
        }
        return shown;
    }

    static String line(String id, byte[] value) {
        return of(id, value).toString();
    }

    static String pretty(String id, byte[] value) {
        try {
            return StrictJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(of(id, value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that was read can be written", e);
        }
    }

    /** For a table: id, state, event types, target. */
    static List<String> row(String id, byte[] value) {
        ObjectNode shown = of(id, value);
        List<String> types = new ArrayList<>();
        shown.path("events").forEach(type -> types.add(type.asText()));
        return List.of(id, shown.path("state").asText("active"),
                types.isEmpty() ? shown.path("event").asText("?") : String.join(",", types),
                shown.path("targetUrl").asText("?"));
    }

    private static JsonNode visible(Map.Entry<String, JsonNode> member) {
        return switch (member.getKey()) {
            case "secrets" -> {
                var hidden = StrictJson.mapper().createArrayNode();
                member.getValue().forEach(secret -> hidden.add(HIDDEN));
                yield hidden;
            }
            case "headers" -> {
                ObjectNode hidden = StrictJson.mapper().createObjectNode();
                member.getValue().fieldNames().forEachRemaining(name -> hidden.put(name, HIDDEN));
                yield hidden;
            }
            default -> member.getValue();
        };
    }
}
