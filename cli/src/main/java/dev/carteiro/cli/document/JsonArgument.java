package dev.carteiro.cli.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.TextFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The JSON argument of an option: the text itself, which begins with <code>{</code>; {@code @FILE}; {@code -} for standard
 * input; or the name of an existing file. Stateless.
 */
public final class JsonArgument {
    private JsonArgument() {
    }

    /**
     * Reads a JSON object.
     *
     * @param option the option's name, for messages
     * @throws CommandException if the argument is none of these forms, or not a JSON object
     */
    public static ObjectNode readObject(String option, String text) {
        boolean isFile = !text.stripLeading().startsWith("{");
        byte[] content = isFile ? TextFiles.read(file(option, text)) : text.getBytes(StandardCharsets.UTF_8);
        String name = isFile ? TextFiles.name(file(option, text)) : option;
        if (JsonText.read(name, content) instanceof ObjectNode object) {
            return object;
        }
        throw new CommandException(name + " is not a JSON object: use {...}");
    }

    private static String file(String option, String text) {
        if (text.startsWith("@")) {
            return text.substring(1);
        }
        if (text.equals(TextFiles.STDIN) || exists(text)) {
            return text;
        }
        throw new CommandException(
                "invalid " + option + " '" + text + "': it is neither JSON, which begins with {, nor an existing"
                        + " file: use '{...}', @FILE, or - for standard input");
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
