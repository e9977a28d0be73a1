package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that a document names exists. */
class DocumentationIT {
    private static final Path ROOT = Path.of(System.getProperty("carteiro.root"));

    /** {@code `RetryWheelTest`} or {@code `PipelineIT.anEventBecomesASignedRequest`}. */
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

    @Test
    void everyTestThatADocumentNamesExists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Path document : documents()) {
            Matcher reference = NAMED.matcher(Files.readString(document));
            while (reference.find()) {
                named++;
                String source = sources.getOrDefault(reference.group(1), "");
                if (source.isEmpty() || (reference.group(2) != null
                        && !source.contains("void " + reference.group(2) + "("))) {
                    missing.add(ROOT.relativize(document) + ": " + reference.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).as("references found").isGreaterThan(20);
    }

    @Test
    void everyStatementOnDeliveryNamesATest() throws IOException {
        List<String> unheld = new ArrayList<>();
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/delivery-semantics.md"));
        for (int i = 0; i < lines.size(); i++) {
            boolean isTitle = i + 1 < lines.size() && lines.get(i + 1).startsWith("|---");
            if (lines.get(i).startsWith("| ") && !isTitle && !NAMED.matcher(lines.get(i)).find()) {
                unheld.add(lines.get(i));
            }
        }
        assertThat(unheld).isEmpty();
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : (Iterable<Path>) files.filter(DocumentationIT::isTestSource)::iterator) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }

    private static boolean isTestSource(Path file) {
        String path = ROOT.relativize(file).toString();
        return path.contains("src/test/java") && (path.endsWith("Test.java") || path.endsWith("IT.java"));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }
}
