package dev.carteiro.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks responses against the OpenAPI document. Safe for any thread.
 *
 * <p>Every response that a test gets through {@code HttpCalls} is checked here, so a new route is covered by its first
 * HTTP test.
 */
public final class OpenApiContract {
    private static final String ROOT = "/webhooks/api/v1";
    private static final JsonNode DOCUMENT = OpenApiResource.document();
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private OpenApiContract() {
    }

    /** Returns the described operations, such as {@code GET /subscriptions/{id}}. */
    static Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        DOCUMENT.path("paths").properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(verb -> {
            if (!verb.equals("parameters")) {
                operations.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }));
        return operations;
    }

    /** @throws AssertionError if the document does not describe the response */
    public static void check(String method, String path, int status, @Nullable String contentType,
            @Nullable JsonNode body) {
        JsonNode operation = operation(method, path);
        if (operation == null) {
            require(status == 404 || status == 405, method + " " + path + " is not described, but returns " + status);
            return;
        }
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(status)));
        require(!response.isMissingNode(), method + " " + path + " returns " + status + ", which is not described");
        if (body == null) {
            require(response.path("content").isEmpty(), status + " is described with a body, but has none");
            return;
        }
        JsonNode media = response.path("content").path(String.valueOf(contentType));
        require(!media.isMissingNode(), status + " is not described with " + contentType);
        String schema = media.path("schema").toString();
        var errors = SCHEMAS.computeIfAbsent(schema, OpenApiContract::schema).validate(body);
        require(errors.isEmpty(), method + " " + path + " " + status + ": " + errors + " in " + body);
    }

    private static @Nullable JsonNode operation(String method, String path) {
        String wanted = path.substring(path.indexOf(ROOT) + ROOT.length()).replaceAll("[?].*", "");
        String verb = (method.equals("HEAD") ? "GET" : method).toLowerCase(Locale.ROOT);
        for (Map.Entry<String, JsonNode> described : DOCUMENT.path("paths").properties()) {
            String pattern = described.getKey().replaceAll("\\{[^}]+}", "[^/]+").replace(".", "[.]");
            if (wanted.matches(pattern) && described.getValue().has(verb)) {
                return described.getValue().path(verb);
            }
        }
        return null;
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static Schema schema(String text) {
        try {
            ObjectNode schema = (ObjectNode) StrictJson.mapper().readTree(text);
            schema.set("components", DOCUMENT.path("components"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema.toString(),
                    InputFormat.JSON);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
