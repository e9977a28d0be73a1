package dev.carteiro.it.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code npm/package.json} names, installed below {@code target}, with the scripts that use it. Not thread-safe. */
public final class NpmPackages {
    private static final Path MODULE = Path.of(System.getProperty("carteiro.root"), "integration-tests");
    private static final long INSTALL_SECONDS = 20;
    private static final long SCRIPT_SECONDS = 20;

    private final Path directory;

    /** @param user who needs them; each has a directory of its own */
    public NpmPackages(String user) {
        directory = MODULE.resolve("target/npm-" + user);
    }

    /** Returns an empty text if everything is there now, else the reason why it is not. */
    public String install() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        ProgramRunner.ProgramResult ended = new ProgramRunner(directory).run(INSTALL_SECONDS, "", MODULE.resolve("npm/install.sh").toString(),
                directory.toString());
        return ended.status() == 0 ? "" : "npm packages cannot be installed here: " + ended.err().strip();
    }

    /**
     * Runs a script of {@code npm} and returns the lines that it prints.
     *
     * @throws AssertionError if it fails
     */
    public List<String> run(String script, String input) throws IOException, InterruptedException {
        ProgramRunner.ProgramResult ended = new ProgramRunner(directory).run(SCRIPT_SECONDS, input, "node", script);
        if (ended.status() != 0) {
            throw new AssertionError(script + ": " + ended);
        }
        return ended.out().lines().toList();
    }
}
