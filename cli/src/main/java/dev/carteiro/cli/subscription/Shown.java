package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A subscription as it may be shown: with its id, without what is secret, and with what the system says of its endpoint.
 * Stateless.
 *
 * <p>The members keep their places, so that one sees that there are two secrets and which headers are set.
 */
final class Shown {
    private static final String HIDDEN = "***";

    private Shown() {
    }

    static ObjectNode of(InForce inForce) {
        ObjectNode shown = StrictJson.mapper().createObjectNode().put("id", inForce.id());
        try {
            if (StrictJson.tree(inForce.value()) instanceof ObjectNode document) {
                document.properties().forEach(member -> shown.set(member.getKey(), visible(member)));
            }
        } catch (InvalidJson e) {
            shown.put("unreadable", e.getMessage());
        }
        EndpointStatus endpoint = inForce.endpoint();
        if (endpoint != null) {
            shown.set("endpoint", endpoint.toTree());
        }
        return shown;
    }

    static String line(InForce inForce) {
        return of(inForce).toString();
    }

    static String pretty(InForce inForce) {
        try {
            return StrictJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(of(inForce));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that was read can be written", e);
        }
    }

    /** For a table: id, state, event types, target. */
    static List<String> row(InForce inForce) {
        ObjectNode shown = of(inForce);
        List<String> types = new ArrayList<>();
        shown.path("events").forEach(type -> types.add(type.asText()));
        return List.of(inForce.id(), state(inForce, shown.path("state").asText("active")),
                types.isEmpty() ? shown.path("event").asText("?") : String.join(",", types),
                shown.path("targetUrl").asText("?"));
    }

    /** What its owner wrote and, in parentheses, what the system says of its endpoint. */
    private static String state(InForce inForce, String written) {
        return switch (inForce.endpoint()) {
            case null -> written;
            case EndpointStatus.Failing failing -> written + " (failing)";
            case EndpointStatus.Disabled disabled -> written + " (disabled: " + disabled.reason().code() + ")";
        };
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
