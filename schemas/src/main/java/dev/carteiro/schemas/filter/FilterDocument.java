package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as filters see it. Immutable. A path consists of names separated by dots, and a dot within a name counts as
 * a separator: {@code {"a.b": 1}} equals {@code {"a": {"b": 1}}}, as in event-ruler.
 */
public final class FilterDocument {
    /** Maximum number of names in the path of a filter field. */
    static final int MAX_NAMES = 100;

    private final JsonNode root;

    private FilterDocument(JsonNode root) {
        this.root = root;
    }

    /** @param event object, which is not modified here and must not be modified later */
    public static FilterDocument of(JsonNode event) {
        return new FilterDocument(hasNameWithDot(event) ? undotted(event, 0) : event);
    }

    JsonNode root() {
        return root;
    }

    /** Returns the nodes if a path leads to several, otherwise {@code null}. */
    static @Nullable List<JsonNode> alternatives(JsonNode node) {
        return node.isPojo() && ((POJONode) node).getPojo() instanceof Alternatives several ? several.nodes() : null;
    }

    /** Nodes of one path. At most one is an object, because objects of one path are merged. */
    private record Alternatives(List<JsonNode> nodes) {
    }

    private static boolean hasNameWithDot(JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (member.getKey().indexOf('.') >= 0) {
                    return true;
                }
            }
        }
        for (JsonNode child : node) {
            if (child.isContainerNode() && hasNameWithDot(child)) {
                return true;
            }
        }
        return false;
    }

    /** Returns a copy in which no name has a dot, without the parts that are deeper than any filter field. */
    private static JsonNode undotted(JsonNode node, int depth) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> array.add(undotted(element, depth)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String[] names = member.getKey().split("\\.", MAX_NAMES + 1);
            int inside = depth + names.length;
            if (inside <= MAX_NAMES) {
                JsonNode value = undotted(member.getValue(), inside);
                for (int i = names.length - 1; i > 0; i--) {
                    value = JsonNodeFactory.instance.objectNode().set(names[i], value);
                }
                add(object, names[0], value);
            }
        }
        return object;
    }

    /** @param value node that only the caller references, and that may be modified */
    private static void add(ObjectNode object, String name, JsonNode value) {
        JsonNode present = object.get(name);
        object.set(name, present == null ? value : merge(present, value));
    }

    private static JsonNode merge(JsonNode one, JsonNode other) {
        List<JsonNode> nodes = new ArrayList<>();
        ObjectNode object = null;
        for (JsonNode node : List.of(one, other)) {
            List<JsonNode> several = alternatives(node);
            for (JsonNode part : several == null ? List.of(node) : several) {
                if (!(part instanceof ObjectNode members)) {
                    nodes.add(part);
                } else if (object == null) {
                    object = members;
                } else {
                    ObjectNode into = object;
                    members.properties().forEach(member -> add(into, member.getKey(), member.getValue()));
                }
            }
        }
        if (object != null) {
            nodes.add(object);
        }
        return nodes.size() == 1
                ? nodes.getFirst()
                : JsonNodeFactory.instance.pojoNode(new Alternatives(List.copyOf(nodes)));
    }
}
