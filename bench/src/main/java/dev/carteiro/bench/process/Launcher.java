package dev.carteiro.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Times the launcher from outside. Immutable.
 *
 * @param script the launcher
 * @param output file with the output of the last call
 */
public record Launcher(Path script, Path output) {
    private static final long TIMEOUT_SECONDS = 60;

    /** Returns the launcher that has started this process. */
    public static Launcher here(Path scratch) {
        return new Launcher(Path.of(System.getProperty("carteiro.home", ".")).resolve("carteiro"),
                scratch.resolve("cli-start.log"));
    }

    /** Runs a command and returns its duration. */
    public double seconds(List<String> arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        return timed(command);
    }

    /** Starts a JVM that only prints its version, and returns the duration. */
    public double bareJvmSeconds() throws InterruptedException {
        return timed(List.of(BenchJvm.tool("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-version"));
    }

    private double timed(List<String> command) throws InterruptedException {
        try {
            long began = System.nanoTime();
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new BenchHarnessException(String.join(" ", command) + " does not end; see " + output);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            if (process.exitValue() != 0) {
                throw new BenchHarnessException(
                        String.join(" ", command) + " failed: " + Files.readString(output).strip());
            }
            return seconds;
        } catch (IOException e) {
            throw new BenchHarnessException("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }
}
