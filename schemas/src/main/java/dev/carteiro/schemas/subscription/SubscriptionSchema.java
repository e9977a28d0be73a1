package dev.carteiro.schemas.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import dev.carteiro.schemas.text.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validates subscriptions against their JSON Schema, with messages that say what would be accepted. Stateless. */
public final class SubscriptionSchema {
    private static final String TEXT = load();
    private static final Schema SCHEMA = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                    registry -> registry.schemaRegistryConfig(
                            SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build()))
            .getSchema(TEXT, InputFormat.JSON);

    private static final Pattern TYPES = Pattern.compile("([a-z]+) found, ([a-z]+) expected");
    private static final int MAX_PROBLEMS = 50;
    private static final int MAX_BYTES_FOR_ALL_PROBLEMS = 8 * 1024;

    private SubscriptionSchema() {
    }

    /** Returns the normative JSON Schema, draft 2020-12. */
    public static String text() {
        return TEXT;
    }

    /**
     * Returns the problems of a document. The number is limited, because every item of the document could be one.
     *
     * @param bytes size of the document; validation of a large one stops at the first problem
     */
    static List<Problem> problems(JsonNode document, int bytes) {
        List<Problem> problems = new ArrayList<>();
        List<Error> errors = SCHEMA.validate(document,
                context -> context.executionConfig(config -> config.failFast(bytes > MAX_BYTES_FOR_ALL_PROBLEMS)));
        Set<String> misspelt = misspelt(errors);
        for (Error error : errors) {
            Problem problem = problem(error, document);
            if (!problems.contains(problem) && !isAlreadyReported(error, misspelt)) {
                problems.add(problem);
            }
            if (problems.size() == MAX_PROBLEMS) {
                break;
            }
        }
        return problems;
    }

    /** Returns the top-level members that are present under a misspelt name. */
    private static Set<String> misspelt(List<Error> errors) {
        Set<String> meant = new HashSet<>();
        for (Error error : errors) {
            if (error.getKeyword().equals("additionalProperties") && isTopLevel(error)) {
                Suggestion.closest(error.getProperty(), known(error)).ifPresent(meant::add);
            }
        }
        return meant;
    }

    /** Returns whether a missing member is already reported as misspelt. */
    private static boolean isAlreadyReported(Error error, Set<String> misspelt) {
        if (error.getEvaluationPath().toString().startsWith("/oneOf")) {
            return misspelt.contains("events") || misspelt.contains("event");
        }
        return error.getKeyword().equals("required") && isTopLevel(error)
                && misspelt.contains(error.getProperty());
    }

    private static boolean isTopLevel(Error error) {
        return error.getInstanceLocation().getNameCount() == 0;
    }

    private static Problem problem(Error error, JsonNode document) {
        String pointer = error.getInstanceLocation().toString();
        if (error.getEvaluationPath().toString().startsWith("/oneOf")) {
            return new Problem("", "use either 'events', a list of event types, or 'event', a single one");
        }
        if (error.getEvaluationPath().toString().startsWith("/allOf")) {
            // Only the requirements of profiles use allOf: a member is missing, or is present and empty.
            String needed = error.getProperty() == null ? pointer.substring(1) : error.getProperty();
            return new Problem("/" + needed,
                    ProfileRules.requirement(needed, JsonValues.text(document.path("profile"), "")));
        }
        if (error.getEvaluationPath().toString().contains("/anyOf/")) {
            // There is one error per alternative; the message covers all of them.
            return new Problem(pointer, "must be " + expected(pointer));
        }
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknown(pointer, error.getProperty(), known(error));
            case "enum" -> new Problem(pointer, "must be one of " + error.getSchemaNode()
                    + meant(document.at(error.getInstanceLocation().toString()), error.getSchemaNode()));
            case "pattern", "anyOf" -> new Problem(pointer, "must be " + expected(pointer));
            case "required" -> new Problem(pointer, "'" + error.getProperty() + "' is missing");
            case "type" -> new Problem(pointer, type(error.getMessage()));
            default -> new Problem(pointer, error.getMessage());
        };
    }

    private static Problem unknown(String pointer, String name, Collection<String> known) {
        String meant = Suggestion.question(name, known);
        return new Problem(pointer + "/" + escaped(name),
                "unknown member" + (meant.isEmpty() ? "; known members are " + String.join(", ", known) : meant));
    }

    private static String meant(JsonNode given, JsonNode accepted) {
        List<String> names = new ArrayList<>();
        accepted.forEach(name -> names.add(JsonValues.text(name, "")));
        return given.isTextual() ? Suggestion.question(given.textValue(), names) : "";
    }

    /** Translates the validator's message about a wrong type into plain words. */
    private static String type(String message) {
        Matcher types = TYPES.matcher(message);
        return types.matches()
                ? "must be " + withArticle(types.group(2)) + ", not " + withArticle(types.group(1))
                : message;
    }

    private static String withArticle(String type) {
        if (type.equals("null")) {
            return type;
        }
        return ("aeiou".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
    }

    /** Escapes a name for a JSON Pointer (RFC 6901). */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Collection<String> known(Error error) {
        JsonNode shape = isTopLevel(error)
                ? SCHEMA.getSchemaNode()
                : SCHEMA.getSchemaNode().at(
                        "/properties" + error.getInstanceLocation().toString().replaceAll("/[0-9]+", "/items"));
        TreeSet<String> names = new TreeSet<>();
        shape.path("properties").fieldNames().forEachRemaining(names::add);
        return Collections.unmodifiableSortedSet(names);
    }

    private static String expected(String pointer) {
        String member = pointer.split("/")[1];
        return switch (member) {
            case "event", "events" -> "an event type: " + TypePattern.ACCEPTED;
            case "statusChange" ->
                "a name, or several separated by dots, as in operation.status; at most 128 characters";
            case "timeout", "maxAge", "retry" -> dev.carteiro.schemas.time.Durations.ACCEPTED;
            case "rateLimit" -> "a number of attempts per s, m or h, for example 100/s";
            case "retiringSecrets" -> RetiringSecret.TIME;
            case "successStatus" -> "an HTTP status such as 200 or a class such as 2xx";
            default -> "1 to 256 characters without control characters";
        };
    }

    private static String load() {
        try (InputStream in = SubscriptionSchema.class.getResourceAsStream("subscription.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("subscription.schema.json is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
