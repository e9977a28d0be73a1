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
 * Where {@code prometheus} and {@code promtool} are: on the path, or where the script that fetches Debian's package puts
 * them. A machine that can have them by neither way goes without the tests that need them. Safe for any thread.
 */
final class PrometheusPrograms {
    private static final Path ROOT = Path.of(System.getProperty("carteiro.root"));
    private static final Path SCRIPT = ROOT.resolve("deploy/prometheus/install.sh");
    private static final Path FETCHED = ROOT.resolve("integration-tests/target/prometheus");

    /** The script bounds itself by less. */
    private static final int PATIENCE_SECONDS = 70;

    private PrometheusPrograms() {
    }

    /** Skips the calling test, with the reason, where the program cannot be had. */
    static Path require(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, program)).filter(Files::isExecutable).findFirst()
                .orElseGet(() -> fetched(program));
    }

    private static Path fetched(String program) {
        Assumptions.assumeTrue(Fetch.PROBLEM.isEmpty(), "there is no " + program + " here: " + Fetch.PROBLEM);
        return FETCHED.resolve(program);
    }

    /** Once, by whoever asks first: a machine without a network has nobody wait twice. */
    private static final class Fetch {
        static final String PROBLEM = fetch();
    }

    /** @return why it could not */
    private static String fetch() {
        try {
            Path printed = Files.createTempFile("carteiro-install", ".txt");
            try {
                Process script = new ProcessBuilder(SCRIPT.toString(), FETCHED.toString()).redirectErrorStream(true)
                        .redirectOutput(printed.toFile()).start();
                if (!script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
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
            throw new IllegalStateException("interrupted while Prometheus was fetched", e);
        }
    }
}
