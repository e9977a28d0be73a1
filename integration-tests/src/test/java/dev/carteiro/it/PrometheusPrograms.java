package dev.carteiro.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds {@code prometheus} and {@code promtool}: on the path, or where the install script puts Debian's package. Tests that need them
 * are skipped if neither is possible. Safe for any thread.
 */
final class PrometheusPrograms {
    private static final Path ROOT = Path.of(System.getProperty("carteiro.root"));
    private static final Path SCRIPT = ROOT.resolve("deploy/prometheus/install.sh");
    private static final Path FETCHED = ROOT.resolve("integration-tests/target/prometheus");

    /** Longer than the script's own limit. */
    private static final int TIMEOUT_SECONDS = 70;

    private PrometheusPrograms() {
    }

    /** Skips the calling test, with the reason, if the program is not available. */
    static Path require(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, program)).filter(Files::isExecutable).findFirst()
                .orElseGet(() -> fetched(program));
    }

    private static Path fetched(String program) {
        Assumptions.assumeTrue(Fetch.PROBLEM.isEmpty(), program + " is not available here: " + Fetch.PROBLEM);
        return FETCHED.resolve(program);
    }

    /** Runs the script once in this JVM: without a network, only the first test waits. */
    private static final class Fetch {
        static final String PROBLEM = fetch();
    }

    /** @return the reason of a failure, or an empty text */
    private static String fetch() {
        try {
            Path printed = Files.createTempFile("carteiro-install", ".txt");
            try {
                Process script = new ProcessBuilder(SCRIPT.toString(), FETCHED.toString()).redirectErrorStream(true)
                        .redirectOutput(printed.toFile()).start();
                if (!script.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    script.destroyForcibly();
                    return SCRIPT + " did not end in time";
                }
                return script.exitValue() == 0 ? "" : Files.readString(printed, StandardCharsets.UTF_8).strip();
            } finally {
                Files.delete(printed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Prometheus was downloaded", e);
        }
    }
}
