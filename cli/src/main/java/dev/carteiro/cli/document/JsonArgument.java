package dev.carteiro.cli.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.TextFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * JSON as options take it: the text itself, which begins with <code>{</code>; {@code @FILE}; {@code -} for standard input; or the
 * name of a file that exists. Stateless.
 */
public final class JsonArgument {
    private JsonArgument() {
    }

    /**
     * @param option for messages
     * @throws CommandException if it is neither, or not a JSON object
     */
    public static ObjectNode object(String option, String text) {
        boolean isFile = !text.stripLeading().startsWith("{");
        byte[] content = isFile ? TextFiles.read(file(option, text)) : text.getBytes(StandardCharsets.UTF_8);
        String name = isFile ? TextFiles.name(file(option, text)) : option;
        if (JsonText.read(name, content) instanceof ObjectNode object) {
            return object;
        }
        throw new CommandException(name + " is not a JSON object: write {...}");
    }

    private static String file(String option, String text) {
        if (text.startsWith("@")) {
            return text.substring(1);
        }
        if (text.equals(TextFiles.STDIN) || exists(text)) {
            return text;
        }
        throw new CommandException(option + " '" + text + "' is neither JSON, which begins with {, nor a file that exists: write"
                + " '{...}', @FILE, or - for standard input");
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
