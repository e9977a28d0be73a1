package dev.carteiro.cli.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.cli.CommandException;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.util.List;

/** Reads JSON that a person wrote; failures name the file, the line and the column, and show the spot. Stateless. */
public final class JsonText {
    private JsonText() {
    }

    /**
     * @param name of the file, for messages
     * @throws CommandException if it is not one document in which each member has another name
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

    /** One line, which begins with {@code file:line:column} where there is a spot. */
    public static String message(String name, InvalidJsonException fault) {
        return name + (fault.hasPlace() ? ":" + fault.line() + ":" + fault.column() : "") + ": " + fault.reason();
    }
}
