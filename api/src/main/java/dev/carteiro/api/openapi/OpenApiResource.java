package dev.carteiro.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.http.ApiResponse;
import dev.carteiro.api.http.ApiRoute;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Serves the OpenAPI document without a token. Stateless. */
public final class OpenApiResource {
    private static final JsonNode DOCUMENT = load();

    /** Serialized once: requests without a token are not rate-limited. */
    private static final byte[] JSON = DOCUMENT.toString().getBytes(StandardCharsets.UTF_8);

    /** Returns the OpenAPI 3.1 document; not to be changed. */
    public static JsonNode document() {
        return DOCUMENT;
    }

    public List<ApiRoute> routes() {
        return List.of(ApiRoute.open("/openapi.json",
                call -> new ApiResponse(200, new ApiResponse.Content.SharedBytes(JSON),
                        Map.of("Content-Type", "application/json"))));
    }

    private static JsonNode load() {
        try (InputStream in = OpenApiResource.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is not on the class path");
            }
            return StrictJson.treeWithoutDuplicates(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidJsonException e) {
            throw new IllegalStateException("openapi.json is not JSON: " + e.getMessage(), e);
        }
    }
}
