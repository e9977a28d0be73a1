package dev.carteiro.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Runs Carteiro's command line in processes of their own, so that they can be killed. */
final class Processes implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** The port options of each command. */
    private static final Map<String, List<String>> PORTS = Map.of("up",
            List.of("--kafka-port", "--api-port", "--metrics-port"), "api", List.of("--api-port", "--metrics-port"),
            "router", List.of("--metrics-port"), "dispatcher", List.of("--metrics-port"));

    private final Path directory;
    private final Map<String, String> environment;
    private final List<Process> started = new ArrayList<>();
    private int count;

    /**
     * @param directory for the processes' output
     * @param environment settings, as variables
     */
    Processes(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** Starts a command and waits until it prints that it is ready. */
    Process startReady(String... arguments) {
        return start(List.of(), arguments);
    }

    /** Starts a command with a limit on open files, as by {@code ulimit -n}. */
    Process startReadyWithOpenFiles(int maxFiles, String... arguments) {
        return start(List.of("sh", "-c", "ulimit -n " + maxFiles + "; exec \"$0\" \"$@\""), arguments);
    }

    /** Returns the output of all processes so far. */
    String printed() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(Files.readString(directory.resolve("process-" + i + ".txt")));
        }
        return all.toString();
    }

    private Process start(List<String> prefix, String... arguments) {
        requireFreePorts(List.of(arguments));
        Path output = directory.resolve("process-" + count++ + ".txt");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                "dev.carteiro.cli.Carteiro"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            started.add(process);
            Awaitility.await().atMost(TIMEOUT).until(() -> {
                String printed = Files.readString(output);
                if (!process.isAlive()) {
                    throw new AssertionError("ended with status " + process.exitValue() + ": " + printed);
                }
                return printed.contains("is ready");
            });
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prevents tests that would fail wherever a default port is in use. */
    private static void requireFreePorts(List<String> arguments) {
        for (String option : PORTS.getOrDefault(arguments.getFirst(), List.of())) {
            int at = arguments.indexOf(option);
            if (at < 0 || !arguments.get(at + 1).equals("0")) {
                throw new AssertionError(
                        arguments.getFirst() + " needs " + option + " 0, because tests must not use fixed ports");
            }
        }
    }

    /** Sends SIGKILL. */
    void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("a killed process is still running");
        }
    }

    /** @param name of the signal for {@code kill}: STOP freezes a process, CONT resumes it */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("cannot send " + name + " to " + process);
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
