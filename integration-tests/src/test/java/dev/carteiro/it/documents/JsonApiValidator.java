package dev.carteiro.it.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.carteiro.it.shell.NpmPackages;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The npm package {@code jsonapi-validator}, in a directory of its own below {@code target}. Not thread-safe. */
final class JsonApiValidator {
    private final NpmPackages npm = new NpmPackages("jsonapi");

    /** @return empty if it is there now, else why it is not */
    String install() throws IOException, InterruptedException {
        return npm.install();
    }

    /**
     * @param documents by what they are the answer to
     * @return those that are no JSON:API documents, and why
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
