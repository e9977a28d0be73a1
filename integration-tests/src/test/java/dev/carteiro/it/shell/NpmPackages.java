package dev.carteiro.it.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The packages of {@code npm/package.json}, installed below {@code target}, and the scripts that use them. Not thread-safe. */
public final class NpmPackages {
    private static final Path MODULE = Path.of(System.getProperty("carteiro.root"), "integration-tests");
    private static final long INSTALL_SECONDS = 20;
    private static final long SCRIPT_SECONDS = 20;

    private final Path directory;

    /** @param user name of the user's own directory */
    public NpmPackages(String user) {
        directory = MODULE.resolve("target/npm-" + user);
    }

    /** Returns an empty text after success, otherwise the reason. */
    public String install() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        ProgramRunner.ProgramResult ended = new ProgramRunner(directory).run(INSTALL_SECONDS, "",
                MODULE.resolve("npm/install.sh").toString(),
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
