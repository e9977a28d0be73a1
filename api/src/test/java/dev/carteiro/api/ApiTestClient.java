package dev.carteiro.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.openapi.OpenApiContract;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the API as a client would and checks every response against the OpenAPI document. Immutable. */
public final class ApiTestClient {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    private final int port;
    private final String token;

    ApiTestClient(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** A response whose body was parsed as strict JSON. */
    public record TestResponse(int status, @Nullable JsonNode body, HttpResponse<byte[]> response) {
        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** Returns the member at a pointer as text. */
        public String at(String pointer) {
            return body == null ? "" : body.at(pointer).asText();
        }

        public JsonNode json() {
            if (body == null) {
                throw new AssertionError("no body");
            }
            return body;
        }
    }

    public TestResponse get(String path) {
        return send("GET", path, null);
    }

    public TestResponse post(String path, String body) {
        return send("POST", path, body);
    }

    public TestResponse patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    public TestResponse delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /**
     * @param path path below the API's root, or an absolute URL as in a link
     * @param headers alternating names and values; a content type among them replaces JSON:API's
     */
    public TestResponse send(String method, String path, @Nullable String body, String... headers) {
        URI uri = URI.create(path.startsWith("http") ? path : "http://127.0.0.1:" + port + "/webhooks/api/v1" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).method(method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.setHeader("Content-Type", "application/vnd.api+json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode json = response.body().length == 0 ? null : StrictJson.treeWithoutDuplicates(response.body());
            if (json != null && response.body()[response.body().length - 1] != '\n') {
                throw new AssertionError(method + " " + path + ": the body does not end with a newline");
            }
            if (response.headers().firstValue("X-Request-Id").isEmpty()) {
                throw new AssertionError(method + " " + path + ": the response has no request id");
            }
            OpenApiContract.check(method, uri.getRawPath(), response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(null), json);
            return new TestResponse(response.statusCode(), json, response);
        } catch (IOException | InvalidJsonException e) {
            throw new AssertionError(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
