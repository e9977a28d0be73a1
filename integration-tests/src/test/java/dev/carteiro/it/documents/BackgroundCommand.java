package dev.carteiro.it.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A document's command that runs as in a terminal of its own until it is closed, as by Ctrl-C. For one test at a time. */
final class BackgroundCommand implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Process process;
    private final Path output;

    static BackgroundCommand start(Path directory, String command) throws IOException {
        return start(directory, command, Map.of());
    }

    /** @param environment in addition to the test's own */
    static BackgroundCommand start(Path directory, String command, Map<String, String> environment)
            throws IOException {
        Path output = Files.createTempFile(directory, "terminal", ".txt");
        // A background shell lets its commands ignore SIGINT; exec leaves one process to signal.
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + command.strip())
                .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new BackgroundCommand(builder.start(), output);
    }

    private BackgroundCommand(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Waits until the output contains a match. */
    Matcher await(Pattern wanted) {
        return Awaitility.await().atMost(TIMEOUT).until(() -> {
            boolean ended = !process.isAlive();
            Matcher matcher = wanted.matcher(screen());
            boolean found = matcher.find();
            if (ended && !found) {
                throw new AssertionError("ended with status " + process.exitValue() + ": " + screen());
            }
            return found ? matcher : null;
        }, found -> found != null);
    }

    String screen() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the command and waits for its end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the command does not stop: " + screen());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
