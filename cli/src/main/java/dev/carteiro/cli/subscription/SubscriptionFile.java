package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.document.DocumentStream;
import dev.carteiro.cli.document.DocumentStream.StreamEntry;
import dev.carteiro.cli.document.JsonText;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonSyntaxChecker;
import dev.carteiro.schemas.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads subscriptions from a file of JSON objects or arrays of them, with any white space between and inside them. The member
 * {@code id} becomes the record's key; the rest is the subscription. Stateless.
 */
final class SubscriptionFile {
    private SubscriptionFile() {
    }

    /**
     * Reads a file.
     *
     * @param name the file's name, for messages
     * @param id the id of a single subscription without {@code id}
     * @throws CommandException if the file is invalid; the message names the file and, if known, the line
     */
    static List<SubscriptionChange> read(String name, byte[] content, @Nullable String id) {
        List<ObjectNode> documents = documents(name, content);
        if (documents.isEmpty()) {
            throw new CommandException(
                    name + " holds no subscription: write a JSON object with id, targetUrl and events");
        }
        if (id != null && documents.size() > 1) {
            throw new CommandException(name + " holds " + documents.size()
                    + " subscriptions, but --id needs a single one: write an id into each");
        }
        List<SubscriptionChange> changes = new ArrayList<>();
        for (ObjectNode document : documents) {
            changes.add(change(name, changes.size() + 1, document, id));
        }
        return changes;
    }

    private static SubscriptionChange change(String name, int number, ObjectNode document, @Nullable String given) {
        JsonNode own = document.remove("id");
        String id = own == null ? given : own.textValue();
        if (id == null || id.isEmpty()) {
            throw new CommandException(name + ": subscription " + number
                    + " has no id: add a member \"id\" (a string), or use --id for a single one");
        }
        if (given != null && !given.equals(id)) {
            throw new CommandException(name + ": the subscription's id " + id + " differs from --id " + given
                    + ": remove one of them");
        }
        try {
            return new SubscriptionChange(id, StrictJson.mapper().writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parsed document cannot be serialized", e);
        }
    }

    private static List<ObjectNode> documents(String name, byte[] content) {
        List<ObjectNode> documents = new ArrayList<>();
        try {
            DocumentStream stream = new DocumentStream(new ByteArrayInputStream(content),
                    JsonSyntaxChecker.UNIQUE_NAMES);
            for (StreamEntry entry = stream.next(); entry != null; entry = stream.next()) {
                switch (entry) {
                    case StreamEntry.Document(byte[] document, int line) ->
                        add(name, documents, tree(name, line, document));
                    case StreamEntry.InvalidDocument(InvalidJsonException fault, List<String> excerpt) ->
                        throw new CommandException(JsonText.message(name, fault), excerpt);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot be read", e);
        }
        return documents;
    }

    private static JsonNode tree(String name, int line, byte[] document) {
        try {
            return StrictJson.treeWithoutDuplicates(document);
        } catch (InvalidJsonException e) {
            throw new CommandException(JsonText.message(name, e.inside(line, 1)), e);
        }
    }

    private static void add(String name, List<ObjectNode> documents, JsonNode root) {
        switch (root) {
            case ObjectNode document -> documents.add(document);
            case JsonNode array when array.isArray() -> array.forEach(element -> {
                if (!element.isObject()) {
                    throw notAnObject(name, documents.size() + 1);
                }
                documents.add((ObjectNode) element);
            });
            default -> throw notAnObject(name, documents.size() + 1);
        }
    }

    private static CommandException notAnObject(String name, int number) {
        return new CommandException(name + ": entry " + number + " is not a subscription: use a JSON object");
    }
}
