package dev.carteiro.cli.event;

import dev.carteiro.cli.option.TextFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Tells a file from an event type, where a command takes either. Stateless. */
final class EventArgument {
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_.-]{1,256}");
    private static final Pattern FILE_NAME = Pattern.compile(".*[/\\\\].*|.*\\.(json|jsonl|ndjson|txt)");

    private EventArgument() {
    }

    /** Whether it is {@code -} or leads to something. */
    static boolean isFile(String word) {
        try {
            return word.equals(TextFiles.STDIN) || Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether it may be an event type and does not look like the name of a file. */
    static boolean isType(String word) {
        return !word.equals(TextFiles.STDIN) && TYPE.matcher(word).matches() && !FILE_NAME.matcher(word).matches();
    }
}
