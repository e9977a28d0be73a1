package dev.carteiro.it.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs in one directory, with time limits. Immutable.
 *
 * @param environment variables in addition to this process's
 */
public record ProgramRunner(Path directory, Map<String, String> environment) {
    private static final String END_OF_OUTPUT = "\u0001";
    private static final long TIMEOUT_SECONDS = 120;

    public ProgramRunner(Path directory) {
        this(directory, Map.of());
    }

    /** The result of a program. */
    public record ProgramResult(int status, String out, String err) {
    }

    /** Runs commands in one shell, because later ones use earlier results, and returns the output of each. */
    public List<String> outputs(List<String> commands) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("set -euo pipefail\n");
        commands.forEach(command -> script.append(command).append("printf '").append(END_OF_OUTPUT).append("'\n"));
        ProgramResult ended = run(TIMEOUT_SECONDS, "", "bash", "-c", script.toString());
        if (ended.status() != 0) {
            throw new AssertionError("status " + ended.status() + ": " + ended.out() + ended.err());
        }
        return List.of(ended.out().split(END_OF_OUTPUT, -1)).subList(0, commands.size());
    }

    public ProgramResult run(long seconds, String input, String... command) throws IOException, InterruptedException {
        Path in = Files.writeString(directory.resolve("in.txt"), input);
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectInput(in.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                return new ProgramResult(-1, Files.readString(out), "not done after " + seconds + " s");
            }
            return new ProgramResult(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
