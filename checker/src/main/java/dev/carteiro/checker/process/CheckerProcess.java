package dev.carteiro.checker.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process. Used by one thread at a time, except {@link #kill}, which any thread may call. */
public final class CheckerProcess {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;
    private static final String READY_TEXT = " is ready";

    private final String name;
    private final Process process;
    private final Path output;

    private CheckerProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** @param output file to which its output is appended */
    static CheckerProcess start(String name, List<String> command, Path output) {
        try {
            return new CheckerProcess(name, new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(output.toFile())).start(), output);
        } catch (IOException e) {
            throw new HarnessException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the process prints that it is ready.
     *
     * @return false if it ended instead
     */
    boolean awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (!printed().contains(READY_TEXT)) {
            if (!process.isAlive()) {
                return false;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new HarnessException(
                        name + " is not ready after " + READY_TIMEOUT.toSeconds() + " s; see " + output);
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** @throws HarnessException if the process has ended by itself */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new HarnessException(name + " ended by itself with status " + process.exitValue() + "; see " + output
                    + "; its last line: " + lastLine());
        }
    }

    /** Sends SIGKILL, which also ends a frozen process. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Sends SIGTERM and waits for the end. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    public void freeze() {
        signal("-STOP");
    }

    public void unfreeze() {
        signal("-CONT");
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HarnessException(
                        name + " does not end within " + END_TIMEOUT.toSeconds() + " s; see " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new HarnessException("kill " + signal + " failed for " + name);
            }
        } catch (IOException e) {
            throw new HarnessException("cannot run the kill command: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String printed() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new HarnessException("cannot read " + output, e);
        }
    }

    private String lastLine() {
        List<String> lines = printed().lines().toList();
        return lines.isEmpty() ? "none" : lines.getLast();
    }
}
