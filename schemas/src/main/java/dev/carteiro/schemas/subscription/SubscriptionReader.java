package dev.carteiro.schemas.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Invalid;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Valid;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads and validates subscriptions. Thread-safe. The registrar, the API and the command line all use it, so that they
 * accept the same subscriptions.
 */
public final class SubscriptionReader {
    /** Maximum size of a subscription, in bytes. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_ID_LENGTH = 256;

    private final AllowedTargets allowed;

    /** @param allowed private networks that target URLs may use */
    public SubscriptionReader(AllowedTargets allowed) {
        this.allowed = allowed;
    }

    /** Returns whether a record's key is a valid subscription id. A deletion needs nothing else to be valid. */
    public static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID_LENGTH && id.chars().noneMatch(Character::isISOControl);
    }

    /** Reads a new subscription as its owner wrote it. */
    public SubscriptionReadResult read(String id, byte[] json) {
        return read(id, json, none -> false);
    }

    /**
     * Reads a subscription as its owner wrote it.
     *
     * @param inForce last version that the registrar accepted; {@code null} for none
     */
    public SubscriptionReadResult read(String id, byte[] json, byte @Nullable [] inForce) {
        return read(id, json, secret -> inForce != null
                && readApplied(id, inForce) instanceof Valid(Subscription former) && former.hasSecret(secret));
    }

    /**
     * Reads a subscription as its owner wrote it, for callers that do not keep the document of the version in force.
     *
     * @param inForce whether a secret is already in force for the subscription, and so remains accepted; called only
     *     for secrets that look like a paste error
     */
    public SubscriptionReadResult read(String id, byte[] json, Predicate<Secret> inForce) {
        if (!isId(id)) {
            return invalid("the record's key must be the subscription id: 1 to " + MAX_ID_LENGTH
                    + " characters without control characters");
        }
        if (json.length > MAX_BYTES) {
            return invalid("the subscription has " + json.length + " bytes; at most " + MAX_BYTES + " are allowed");
        }
        JsonNode document;
        try {
            document = StrictJson.treeWithoutDuplicates(json);
        } catch (InvalidJsonException e) {
            return invalid("not JSON: " + e.getMessage());
        }
        List<Problem> shape = SubscriptionSchema.problems(document, json.length);
        SubscriptionBuilder builder = SubscriptionBuilder.asWritten(allowed, inForce);
        if (shape.isEmpty()) {
            return build(id, document, builder);
        }
        return document instanceof ObjectNode object
                ? new Invalid(allProblems(shape, id, object, builder))
                : new Invalid(shape);
    }

    /** Adds the problems of members that satisfy the schema to the schema's problems. */
    private static List<Problem> allProblems(List<Problem> shape, String id, ObjectNode document,
            SubscriptionBuilder builder) {
        Set<String> schemaInvalid = new HashSet<>();
        shape.forEach(problem -> schemaInvalid.add(problem.member()));
        ObjectNode readable = document.deepCopy().remove(schemaInvalid);
        builder.build(id, readable);
        Set<Problem> all = new LinkedHashSet<>(shape);
        builder.problems().stream().filter(problem -> readable.has(problem.member()))
                .filter(problem -> !schemaInvalid.contains("profile") || !builder.isCausedByProfile(problem))
                .forEach(all::add);
        return List.copyOf(all);
    }

    /**
     * Reads a subscription that the registrar has accepted. Schema and patterns are not checked again, and the target
     * is checked at every connect anyway. The result is invalid only if another program wrote to the applied topic.
     */
    public SubscriptionReadResult readApplied(String id, byte[] json) {
        if (!isId(id) || json.length > MAX_BYTES) {
            return invalid("the registrar does not accept its key or its size");
        }
        try {
            return build(id, StrictJson.tree(json), SubscriptionBuilder.asApplied(allowed));
        } catch (InvalidJsonException e) {
            return invalid("not JSON: " + e.getMessage());
        } catch (RuntimeException e) {
            // The schema is not checked, so that members may have types that the builder does not expect.
            return invalid("not a subscription: " + e.getClass().getSimpleName());
        }
    }

    private static SubscriptionReadResult build(String id, JsonNode document, SubscriptionBuilder builder) {
        Subscription subscription = builder.build(id, document);
        return subscription == null ? new Invalid(builder.problems()) : new Valid(subscription);
    }

    private static Invalid invalid(String message) {
        return new Invalid(List.of(new Problem("", message)));
    }
}
