package dev.carteiro.it.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Sends requests to the API and keeps the responses. Not thread-safe. */
final class ApiResponses {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String root;
    private final String token;
    private final Map<String, JsonNode> documents = new LinkedHashMap<>();
    private final Set<String> succeeded = new TreeSet<>();

    /** @param root prefix of all paths */
    ApiResponses(String root, String token) {
        this.root = root;
        this.token = token;
    }

    /** Returns all documents so far, by the request that they belong to. */
    Map<String, JsonNode> documents() {
        return documents;
    }

    /** Returns the successful requests without queries, for example {@code GET /subscriptions/ID}. */
    Set<String> succeeded() {
        return succeeded;
    }

    JsonNode get(int status, String path) {
        return send(status, "GET", path, "");
    }

    /** @param headers names and values in turn, which replace the usual ones */
    JsonNode send(int status, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path)).timeout(TIMEOUT)
                .setHeader("Authorization", "Bearer " + token).setHeader("Content-Type", "application/vnd.api+json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != status) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
            if (status < 300) {
                succeeded.add(method + " " + path.replaceFirst("[?].*", ""));
            }
            return keep(status + " " + method + " " + path, answer.body());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(method + " " + path, e);
        }
    }

    /**
     * Sends many requests at once, each with another invalid token.
     *
     * @param status that at least one of them must get
     */
    void flood(int status, String path, int many) {
        List<CompletableFuture<HttpResponse<byte[]>>> all = IntStream.range(0, many)
                .mapToObj(i -> HttpRequest.newBuilder(URI.create(root + path)).timeout(TIMEOUT)
                        .setHeader("Authorization", "Bearer made-up-" + i).build())
                .map(request -> CLIENT.sendAsync(request, BodyHandlers.ofByteArray())).toList();
        HttpResponse<byte[]> found = all.stream().map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == status).findFirst()
                .orElseThrow(() -> new AssertionError("none of " + many + " got status " + status));
        keep(status + " to a flood", found.body());
    }

    JsonNode await(String path, String pointer, Predicate<String> wanted) {
        return Awaitility.await().atMost(TIMEOUT).until(() -> get(200, path),
                answer -> wanted.test(answer.at(pointer).asText()));
    }

    private JsonNode keep(String what, byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode document = StrictJson.treeWithoutDuplicates(body);
            documents.put(documents.size() + " " + what, document);
            return document;
        } catch (InvalidJsonException e) {
            throw new AssertionError(what, e);
        }
    }
}
