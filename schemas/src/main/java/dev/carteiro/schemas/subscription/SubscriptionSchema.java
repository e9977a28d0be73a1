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

/** The shape of a subscription by its JSON Schema, with errors that say what would be accepted. Stateless. */
public final class SubscriptionSchema {
    private static final String TEXT = load();
    private static final Schema SCHEMA = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                    registry -> registry.schemaRegistryConfig(
                            SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build()))
            .getSchema(TEXT, InputFormat.JSON);

    private static final Pattern TYPES = Pattern.compile("([a-z]+) found, ([a-z]+) expected");
    private static final int MOST_PROBLEMS = 50;
    private static final int ALL_PROBLEMS_BELOW = 8 * 1024;

    private SubscriptionSchema() {
    }

    /** The normative JSON Schema, draft 2020-12. */
    public static String text() {
        return TEXT;
    }

    /**
     * The problems of a document, no more than a person would read: each of its items could be one.
     *
     * @param bytes of the document; of a large one only the first problem is looked for
     */
    static List<Problem> problems(JsonNode document, int bytes) {
        List<Problem> problems = new ArrayList<>();
        List<Error> errors = SCHEMA.validate(document,
                context -> context.executionConfig(config -> config.failFast(bytes > ALL_PROBLEMS_BELOW)));
        Set<String> misspelt = misspelt(errors);
        for (Error error : errors) {
            Problem problem = problem(error, document);
            if (!problems.contains(problem) && !isToldAlready(error, misspelt)) {
                problems.add(problem);
            }
            if (problems.size() == MOST_PROBLEMS) {
                break;
            }
        }
        return problems;
    }

    /** The document's own members that are there under nearly their name. */
    private static Set<String> misspelt(List<Error> errors) {
        Set<String> meant = new HashSet<>();
        for (Error error : errors) {
            if (error.getKeyword().equals("additionalProperties") && isOfTheDocument(error)) {
                Suggestion.closest(error.getProperty(), known(error)).ifPresent(meant::add);
            }
        }
        return meant;
    }

    /** A member that is misspelt is missing, too: that is one mistake. */
    private static boolean isToldAlready(Error error, Set<String> misspelt) {
        if (error.getEvaluationPath().toString().startsWith("/oneOf")) {
            return misspelt.contains("events") || misspelt.contains("event");
        }
        return error.getKeyword().equals("required") && isOfTheDocument(error)
                && misspelt.contains(error.getProperty());
    }

    private static boolean isOfTheDocument(Error error) {
        return error.getInstanceLocation().getNameCount() == 0;
    }

    private static Problem problem(Error error, JsonNode document) {
        String pointer = error.getInstanceLocation().toString();
        if (error.getEvaluationPath().toString().startsWith("/oneOf")) {
            return new Problem("", "give either 'events', a list of event types, or 'event', a single one");
        }
        if (error.getEvaluationPath().toString().startsWith("/allOf")) {
            // Only the profiles' needs are written so: a member is missing, or is there and empty.
            String needed = error.getProperty() == null ? pointer.substring(1) : error.getProperty();
            return new Problem("/" + needed, ProfileRules.need(needed, JsonValues.text(document.path("profile"), "")));
        }
        if (error.getEvaluationPath().toString().contains("/anyOf/")) {
            // One error for each alternative; together they say what is expected.
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
                "unknown member" + (meant.isEmpty() ? "; known are " + String.join(", ", known) : meant));
    }

    private static String meant(JsonNode given, JsonNode accepted) {
        List<String> names = new ArrayList<>();
        accepted.forEach(name -> names.add(JsonValues.text(name, "")));
        return given.isTextual() ? Suggestion.question(given.textValue(), names) : "";
    }

    /** Says in plain words what the validator says of a value of another type. */
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

    /** As a part of an RFC 6901 pointer. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Collection<String> known(Error error) {
        JsonNode shape = isOfTheDocument(error)
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
                "a name, or several with dots between them, as in operation.status; at most 128 characters";
            case "timeout", "maxAge", "retry" -> dev.carteiro.schemas.time.Durations.ACCEPTED;
            case "rateLimit" -> "attempts per s, m or h, for example 100/s";
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
