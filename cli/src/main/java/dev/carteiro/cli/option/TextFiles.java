package dev.carteiro.cli.option;

import dev.carteiro.cli.CommandException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens the files that commands name by a path, or by {@code -} for standard input. Stateless. */
public final class TextFiles {
    public static final String STDIN = "-";

    private TextFiles() {
    }

    /** Returns the file's name for messages. */
    public static String name(String file) {
        return file.equals(STDIN) ? "standard input" : file;
    }

    /** Opens a file; the caller closes the stream, which leaves standard input open. */
    public static InputStream open(String file) {
        if (file.equals(STDIN)) {
            return new BufferedInputStream(System.in) {
                @Override
                public void close() {
                    // Standard input belongs to the process.
                }
            };
        }
        try {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw new CommandException(file + " is a directory: use a file");
            }
            return new BufferedInputStream(Files.newInputStream(path));
        } catch (IOException | InvalidPathException e) {
            throw unreadable(file, e);
        }
    }

    public static byte[] read(String file) {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    public static CommandException unreadable(String file, Exception e) {
        String reason = switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            default -> e.getMessage();
        };
        return new CommandException("cannot read " + name(file) + ": " + reason, e);
    }
}
