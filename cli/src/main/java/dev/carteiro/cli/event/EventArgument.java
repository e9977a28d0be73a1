package dev.carteiro.cli.event;

import dev.carteiro.cli.option.TextFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Distinguishes files from event types among the arguments of a command. Stateless. */
final class EventArgument {
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_.-]{1,256}");
    private static final Pattern FILE_NAME = Pattern.compile(".*[/\\\\].*|.*\\.(json|jsonl|ndjson|txt)");

    private EventArgument() {
    }

    /** Returns true for {@code -} and for an existing path. */
    static boolean isFile(String word) {
        try {
            return word.equals(TextFiles.STDIN) || Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Returns true for a possible event type that does not look like a file name. */
    static boolean isType(String word) {
        return !word.equals(TextFiles.STDIN) && TYPE.matcher(word).matches() && !FILE_NAME.matcher(word).matches();
    }
}
