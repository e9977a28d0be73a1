package dev.carteiro.cli.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.cli.CommandException;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.util.List;

/** Reads JSON from a user. Failures name the file, the line and the column, and show the position. Stateless. */
public final class JsonText {
    private JsonText() {
    }

    /**
     * Parses a single document.
     *
     * @param name the file's name, for messages
     * @throws CommandException if it is not a single JSON document with unique member names
     */
    public static JsonNode read(String name, byte[] content) {
        try {
            return StrictJson.treeWithoutDuplicates(content);
        } catch (InvalidJsonException e) {
            throw failure(name, e, e.hasPlace()
                    ? JsonExcerpt.of(StrictJson.withoutByteOrderMark(content), e.offset())
                    : List.of());
        }
    }

    static CommandException failure(String name, InvalidJsonException fault, List<String> excerpt) {
        return new CommandException(message(name, fault), excerpt);
    }

    /** Returns a line that begins with {@code file:line:column} if the position is known. */
    public static String message(String name, InvalidJsonException fault) {
        return name + (fault.hasPlace() ? ":" + fault.line() + ":" + fault.column() : "") + ": " + fault.reason();
    }
}
