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

/** A command of a document that runs in a terminal of its own until it is closed, as by Ctrl-C. For one test at a time. */
final class BackgroundCommand implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path output;

    static BackgroundCommand start(Path directory, String command) throws IOException {
        return start(directory, command, Map.of());
    }

    /** @param environment beside what the test's own process has */
    static BackgroundCommand start(Path directory, String command, Map<String, String> environment)
            throws IOException {
        Path output = Files.createTempFile(directory, "terminal", ".txt");
        // A shell that runs in the background lets its commands ignore SIGINT; exec leaves one process to signal.
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + command.strip())
                .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new BackgroundCommand(builder.start(), output);
    }

    private BackgroundCommand(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Waits until the screen shows it. */
    Matcher await(Pattern wanted) {
        return Awaitility.await().atMost(PATIENCE).until(() -> {
            boolean ended = !process.isAlive();
            Matcher matcher = wanted.matcher(screen());
            boolean found = matcher.find();
            if (ended && !found) {
                throw new AssertionError("ended with " + process.exitValue() + ": " + screen());
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

    /** Ends it and waits for that. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it does not stop: " + screen());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
