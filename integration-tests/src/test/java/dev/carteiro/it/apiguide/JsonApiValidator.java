package dev.carteiro.it.apiguide;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The npm package {@code jsonapi-validator}, in a directory of its own below {@code target}. Not thread-safe. */
final class JsonApiValidator {
    private static final Path HERE = Path.of(System.getProperty("carteiro.root"), "integration-tests");
    private static final long INSTALLS_WITHIN_SECONDS = 20;
    private static final long JUDGES_WITHIN_SECONDS = 20;

    private final Path directory = HERE.resolve("target/jsonapi");

    /** @return empty if it is there now, else why it is not */
    String install() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Shell.Ended ended = shell().run(INSTALLS_WITHIN_SECONDS, "", HERE.resolve("jsonapi/install.sh").toString(),
                directory.toString());
        return ended.status() == 0 ? "" : "jsonapi-validator cannot be installed here: " + ended.err().strip();
    }

    /**
     * @param documents by what they are the answer to
     * @return those that are no JSON:API documents, and why
     */
    List<String> objections(Map<String, JsonNode> documents) throws IOException, InterruptedException {
        ArrayNode input = StrictJson.mapper().createArrayNode();
        documents.forEach((what, document) -> input.addObject().put("what", what).set("document", document));
        Shell.Ended ended = shell().run(JUDGES_WITHIN_SECONDS, input.toString(), "node", "validate.js");
        List<String> lines = ended.out().lines().toList();
        if (ended.status() != 0 || !lines.getLast().equals(documents.size() + " judged")) {
            throw new AssertionError("validate.js: " + ended);
        }
        return lines.subList(0, lines.size() - 1);
    }

    private Shell shell() {
        return new Shell(directory);
    }
}
