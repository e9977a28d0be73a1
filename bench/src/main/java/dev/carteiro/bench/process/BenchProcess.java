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

/** One process. Used by one thread at a time, but for {@link #close}, which any may call. */
public final class BenchProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    /** Enough to write a recording; nobody waits for requests that are under way. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(3);

    private static final long LOOK_EVERY_MILLIS = 50;
    private static final String READY = " is ready";
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
     * Starts it and waits until it says that it is ready.
     *
     * @param output what it prints; written anew
     */
    public static BenchProcess start(String name, BenchJvm jvm, String mainClass, List<String> arguments, Path output)
            throws InterruptedException {
        BenchProcess child;
        try {
            child = new BenchProcess(name, new ProcessBuilder(jvm.command(mainClass, arguments)).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start(), output);
        } catch (IOException e) {
            throw new BenchHarnessException("cannot start " + name + ": " + e.getMessage(), e);
        }
        // However this process ends, no child is left behind.
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

    /** The port it said it listens on when it was ready. */
    public int port() {
        return port(READY);
    }

    /** @param part of the line that says the port */
    public int port(String part) {
        Matcher port = PORT.matcher(printed().lines().filter(line -> line.contains(part)).findFirst().orElse(""));
        if (!port.find()) {
            throw new BenchHarnessException(name + " does not say its port; see " + output);
        }
        return Integer.parseInt(port.group(1));
    }

    /** Sends it a line, for which some wait. */
    public void goOn() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new BenchHarnessException(name + " does not listen; see " + output, e);
        }
    }

    /** @throws BenchHarnessException if it has ended, which nobody asked of it */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchHarnessException(name + " ended by itself with status " + process.exitValue() + "; see " + output);
        }
    }

    /** What it printed so far. */
    public String printed() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BenchHarnessException("cannot read " + output, e);
        }
    }

    /** Asks it to end, and sees to it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!printed().contains(READY)) {
            requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new BenchHarnessException(name + " is not ready after " + READY_WITHIN.toSeconds() + " s; see " + output);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
