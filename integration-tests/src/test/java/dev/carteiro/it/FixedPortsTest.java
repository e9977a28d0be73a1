package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No test and no code for tests listens on a fixed port, because it would fail wherever the port is in use. {@link Processes} rejects
 * commands of Carteiro with their default ports.
 */
class FixedPortsTest {
    private static final Path ROOT = Path.of(System.getProperty("carteiro.root", ".."));
    private static final Pattern FIXED = Pattern.compile("new ServerSocket\\(\\s*[1-9]"
            + "|\\.withPort\\(\\s*[1-9][0-9_]*\\)"
            + "|new InetSocketAddress\\((?:[^()]|\\([^()]*\\))*?,\\s*[1-9][0-9_]{3,5}\\)"
            + "|\"--(?:api|metrics|kafka)-port\",\\s*\"[1-9][0-9]*\"");
    private static final Pattern REFUSED = Pattern.compile("isThrownBy|assertThatThrownBy");

    @Test
    void noTestListensOnAFixedPort() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path folder : folders()) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files.filter(FixedPortsTest::isSource)::iterator) {
                    String source = Files.readString(file);
                    FIXED.matcher(source).results()
                            .filter(match -> !REFUSED.matcher(line(source, match.start())).find())
                            .forEach(match -> found.add(ROOT.relativize(file) + ": " + match.group()));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new ServerSocket(8080)", "settings.withPort(9092)",
            "new InetSocketAddress(InetAddress.getLoopbackAddress(), 9464)", "\"--api-port\", \"8080\""})
    void findsFixedPorts(String source) {
        assertThat(FIXED.matcher(source).find()).isTrue();
    }

    private static String line(String source, int at) {
        int end = source.indexOf('\n', at);
        return source.substring(source.lastIndexOf('\n', at) + 1, end < 0 ? source.length() : end);
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") && !file.endsWith("FixedPortsTest.java");
    }

    /** Returns the folders of tests in every module, and of code for tests. */
    private static List<Path> folders() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return Stream.concat(modules.map(module -> module.resolve("src/test/java")),
                    Stream.of("testkit", "checker", "bench")
                            .map(module -> ROOT.resolve(module).resolve("src/main/java")))
                    .filter(Files::isDirectory).toList();
        }
    }
}
