package dev.carteiro.it.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads files of the repository as trees, with anchors and merge keys resolved. Stateless. */
final class Yaml {
    static final Path ROOT = Path.of(System.getProperty("carteiro.root"));

    private Yaml() {
    }

    /** @param file path from the repository's root */
    static List<JsonNode> documents(String file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
                .loadAll(read(file))) {
            documents.add(StrictJson.mapper().valueToTree(document));
        }
        return documents;
    }

    /** @param file from the repository's root */
    static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    static JsonNode document(String file) throws IOException {
        return documents(file).getFirst();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).toList();
    }
}
