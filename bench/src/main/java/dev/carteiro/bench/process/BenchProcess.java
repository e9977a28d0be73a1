package dev.carteiro.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process. Used by one thread at a time, except {@link #close}, which any thread may call. */
public final class BenchProcess implements AutoCloseable {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(90);

    /** Enough to write a recording. Running requests are not awaited. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(3);

    private static final long POLL_MILLIS = 50;
    private static final String READY_TEXT = " is ready";
    private static final Pattern PORT = Pattern.compile("(?:port |http://localhost:)(\\d+)");

    private final String name;
    private final Process process;
    private final Path output;

    private BenchProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a process and waits until it prints that it is ready.
     *
     * @param output file for its output; overwritten
     */
    public static BenchProcess start(String name, BenchJvm jvm, String mainClass, List<String> arguments, Path output)
            throws InterruptedException {
        BenchProcess child;
        try {
            child = new BenchProcess(name,
                    new ProcessBuilder(jvm.command(mainClass, arguments)).redirectErrorStream(true)
                            .redirectOutput(output.toFile()).start(),
                    output);
        } catch (IOException e) {
            throw new BenchHarnessException("cannot start " + name + ": " + e.getMessage(), e);
        }
        // However this process ends, no child process is left behind.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(child.process::destroyForcibly));
        try {
            child.awaitReady();
        } catch (BenchHarnessException | InterruptedException e) {
            child.close();
            throw e;
        }
        return child;
    }

    public long pid() {
        return process.pid();
    }

    /** Returns the port that it printed when it was ready. */
    public int port() {
        return port(READY_TEXT);
    }

    /** @param part text of the line with the port */
    public int port(String part) {
        Matcher port = PORT.matcher(printed().lines().filter(line -> line.contains(part)).findFirst().orElse(""));
        if (!port.find()) {
            throw new BenchHarnessException(name + " has not printed its port; see " + output);
        }
        return Integer.parseInt(port.group(1));
    }

    /** Sends an empty line, for which some programs wait before each part. */
    public void startNextPart() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new BenchHarnessException(name + " does not read its input; see " + output, e);
        }
    }

    /** @throws BenchHarnessException if the process has ended by itself */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchHarnessException(
                    name + " ended by itself with status " + process.exitValue() + "; see " + output);
        }
    }

    /** Returns its output so far. */
    public String printed() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BenchHarnessException("cannot read " + output, e);
        }
    }

    /** Sends SIGTERM, and SIGKILL if the process does not end in time. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (!printed().contains(READY_TEXT)) {
            requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new BenchHarnessException(
                        name + " is not ready after " + READY_TIMEOUT.toSeconds() + " s; see " + output);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
