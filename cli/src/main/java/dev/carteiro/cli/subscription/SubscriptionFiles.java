package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and reads the files that hold the wanted subscriptions. Stateless. */
final class SubscriptionFiles {
    private static final List<String> ENDINGS = List.of(".json", ".jsonl", ".ndjson");

    private SubscriptionFiles() {
    }

    static boolean isDirectory(String name) {
        try {
            return !name.equals(TextFiles.STDIN) && Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Reads files and directories.
     *
     * @param names files, directories, or {@code -}
     * @param id the id of a single subscription without {@code id}
     * @param mayBeEmpty true to accept a directory without subscriptions
     */
    static List<SubscriptionChange> read(List<String> names, @Nullable String id, boolean mayBeEmpty) {
        List<SubscriptionChange> changes = new ArrayList<>();
        for (String name : names) {
            requirePresent(name);
            if (isDirectory(name)) {
                List<Path> files = files(name);
                if (files.isEmpty() && !mayBeEmpty) {
                    throw new CommandException("the directory " + name + " holds no .json, .jsonl or .ndjson file");
                }
                files.forEach(file -> changes.addAll(read(file.toString(), id)));
            } else {
                changes.addAll(read(name, id));
            }
        }
        return changes;
    }

    /** Checks that a file or directory exists; the message names the kind that the name suggests. */
    private static void requirePresent(String name) {
        if (name.equals(TextFiles.STDIN)) {
            return;
        }
        boolean isDirectoryName = name.endsWith("/");
        try {
            Path path = Path.of(name);
            if (Files.isRegularFile(path) && isDirectoryName) {
                throw new CommandException(name + " is a file, not a directory: remove the slash");
            }
            if (!Files.notExists(path)) {
                return;
            }
            String file = String.valueOf(path.getFileName());
            if (isDirectoryName) {
                throw new CommandException("there is no directory " + name);
            }
            throw new CommandException(
                    "there is no " + (file.indexOf('.') > 0 ? "file " : "file or directory ") + name);
        } catch (InvalidPathException e) {
            throw TextFiles.unreadable(name, e);
        }
    }

    private static List<SubscriptionChange> read(String file, @Nullable String id) {
        return SubscriptionFile.read(TextFiles.name(file), TextFiles.read(file), id);
    }

    /** Returns the subscription files of a directory by name, without its subdirectories and hidden files. */
    private static List<Path> files(String directory) {
        try (Stream<Path> found = Files.list(Path.of(directory))) {
            return found.filter(Files::isRegularFile).filter(SubscriptionFiles::isSubscriptionFile).sorted().toList();
        } catch (IOException e) {
            throw TextFiles.unreadable(directory, e);
        }
    }

    private static boolean isSubscriptionFile(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
    }
}
