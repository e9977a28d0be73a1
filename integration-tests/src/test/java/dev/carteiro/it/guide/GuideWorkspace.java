package dev.carteiro.it.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A directory with the guide's programs and the drivers, and the processes that run there. For one test at a time.
 */
final class GuideWorkspace implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 60;

    private final Path directory;
    private final List<Process> started = new ArrayList<>();

    GuideWorkspace(Path directory, Map<String, String> programs) {
        this.directory = directory;
        programs.forEach((name, text) -> write(name, text));
    }

    /** Returns whether this machine can run the language with these arguments. */
    boolean runs(GuideLanguage language, String... arguments) {
        try {
            return start(language, Map.of(), "", arguments).waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    && started.getLast().exitValue() == 0;
        } catch (UncheckedIOException e) {
            return false; // the command does not exist
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs a driver to its end and returns the lines that it prints. */
    List<String> drive(GuideLanguage language, String driver, List<String> input) {
        copy(driver);
        Process process = start(language, Map.of(), String.join("\n", input), driver);
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(driver + " failed: " + errors());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return read("output.txt").lines().toList();
    }

    /** Starts a program that runs until {@link #close}; {@link #output} returns its output. */
    void serve(GuideLanguage language, Map<String, String> environment, String... arguments) {
        start(language, environment, "", arguments);
    }

    String output() {
        return read("output.txt");
    }

    /** Returns the last program's error output. */
    String errors() {
        return read("errors.txt");
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }

    private Process start(GuideLanguage language, Map<String, String> environment, String input, String... arguments) {
        write("input.txt", input);
        List<String> command = new ArrayList<>(language.command());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectInput(directory.resolve("input.txt").toFile())
                .redirectOutput(directory.resolve("output.txt").toFile())
                .redirectError(directory.resolve("errors.txt").toFile());
        builder.environment().putAll(environment);
        try {
            started.add(builder.start());
            return started.getLast();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(String resource) {
        try (InputStream in = Objects.requireNonNull(GuideWorkspace.class.getResourceAsStream(resource), resource)) {
            Files.write(directory.resolve(resource), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
