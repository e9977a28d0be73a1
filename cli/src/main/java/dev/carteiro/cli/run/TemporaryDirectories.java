package dev.carteiro.cli.run;

import dev.carteiro.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Creates and deletes temporary directories. Stateless. */
public final class TemporaryDirectories {
    private TemporaryDirectories() {
    }

    public static Path create(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new CommandException("cannot create a temporary directory: " + e.getMessage()
                    + "; set -Djava.io.tmpdir in CARTEIRO_JAVA_OPTS to a writable directory", e);
        }
    }

    /** Deletes a directory and everything in it. */
    public static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(directory)) {
            paths = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
