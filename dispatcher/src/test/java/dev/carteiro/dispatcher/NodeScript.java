package dev.carteiro.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs JavaScript with the machine's {@code node}; skips the test if there is none. Stateless. */
public final class NodeScript {
    private static final long SECONDS = 60;

    private NodeScript() {
    }

    /**
     * Runs a script and returns the lines that it prints.
     *
     * @param directory the directory for the script, its input and its output
     * @param script a script that reads lines from its input and prints lines
     */
    public static List<String> run(Path directory, String script, List<String> lines) throws Exception {
        Path program = Files.writeString(directory.resolve("script.js"), script);
        Path input = Files.write(directory.resolve("in"), lines);
        Path output = directory.resolve("out");
        Process node = start(program, input, output);
        assertThat(node.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).isZero();
        return Files.readAllLines(output);
    }

    private static Process start(Path program, Path input, Path output) throws IOException {
        try {
            return new ProcessBuilder("node", program.toString()).redirectInput(input.toFile())
                    .redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            assumeThat(false).as("node is not installed: %s", e.getMessage()).isTrue();
            throw e;
        }
    }
}
