package dev.carteiro.it.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.carteiro.it.shell.NpmPackages;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs the npm package {@code jsonapi-validator}, in a directory of its own below {@code target}. Not thread-safe. */
final class JsonApiValidator {
    private final NpmPackages npm = new NpmPackages("jsonapi");

    /** @return an empty text after success, otherwise the reason */
    String install() throws IOException, InterruptedException {
        return npm.install();
    }

    /**
     * @param documents by the request that they belong to
     * @return the documents that are not JSON:API, each with the reason
     */
    List<String> objections(Map<String, JsonNode> documents) throws IOException, InterruptedException {
        ArrayNode input = StrictJson.mapper().createArrayNode();
        documents.forEach((what, document) -> input.addObject().put("what", what).set("document", document));
        List<String> lines = npm.run("validate.js", input.toString());
        if (!lines.getLast().equals(documents.size() + " judged")) {
            throw new AssertionError("validate.js: " + lines);
        }
        return lines.subList(0, lines.size() - 1);
    }
}
