package dev.carteiro.checker.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process. Used by one thread at a time, but for {@link #kill}, which any may call. */
public final class CheckerProcess {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final String READY = " is ready";

    private final String name;
    private final Process process;
    private final Path output;

    private CheckerProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** @param output what it prints; appended to */
    static CheckerProcess start(String name, List<String> command, Path output) {
        try {
            return new CheckerProcess(name, new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(output.toFile())).start(), output);
        } catch (IOException e) {
            throw new HarnessException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until it says that it is ready.
     *
     * @return false if it ended instead
     */
    boolean becomesReady() throws InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!printed().contains(READY)) {
            if (!process.isAlive()) {
                return false;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new HarnessException(name + " is not ready after " + READY_WITHIN.toSeconds() + " s; see " + output);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return true;
    }

    /** @throws HarnessException if it has ended, which nobody asked of it */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new HarnessException(name + " ended by itself with status " + process.exitValue() + "; see " + output
                    + "; its last words: " + lastWords());
        }
    }

    /** As {@code kill -9} does; also where it is frozen. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As {@code kill} does, and waits for it to end. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HarnessException(name + " does not end within " + ENDS_WITHIN.toSeconds() + " s; see " + output);
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
            throw new HarnessException("there is no kill command: " + e.getMessage(), e);
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

    private String lastWords() {
        List<String> lines = printed().lines().toList();
        return lines.isEmpty() ? "none" : lines.getLast();
    }
}
