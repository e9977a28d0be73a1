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
 * Reads and validates subscriptions. The one place that decides what is a valid subscription: the registrar, the API
 * and the command line use it alike. Safe for any thread.
 */
public final class SubscriptionReader {
    /** The largest subscription that is read, in bytes. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_ID = 256;

    private final AllowedTargets allowed;

    /** @param allowed the private networks that target URLs may name */
    public SubscriptionReader(AllowedTargets allowed) {
        this.allowed = allowed;
    }

    /** Whether a record's key can be a subscription's id; all that is asked of a deletion. */
    public static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID && id.chars().noneMatch(Character::isISOControl);
    }

    /** A new subscription as its owner wrote it. */
    public SubscriptionReadResult read(String id, byte[] json) {
        return read(id, json, none -> false);
    }

    /**
     * A subscription as its owner wrote it.
     *
     * @param inForce what its registrar has passed last; {@code null} for nothing
     */
    public SubscriptionReadResult read(String id, byte[] json, byte @Nullable [] inForce) {
        return read(id, json, secret -> inForce != null
                && readApplied(id, inForce) instanceof Valid(Subscription former) && former.holds(secret));
    }

    /**
     * As above, for whoever does not keep what is in force as it was written.
     *
     * @param inForce whether a secret signs for the subscription already: one that does is not held against it; asked only
     *     about secrets that look as if they were pasted wrongly
     */
    public SubscriptionReadResult read(String id, byte[] json, Predicate<Secret> inForce) {
        if (!isId(id)) {
            return invalid("the record's key is the subscription's id: 1 to " + MAX_ID
                    + " characters without control characters");
        }
        if (json.length > MAX_BYTES) {
            return invalid("the subscription has " + json.length + " bytes; at most " + MAX_BYTES);
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
                ? new Invalid(withMeaning(shape, id, object, builder))
                : new Invalid(shape);
    }

    /** The problems of members whose shape is right are told together with those of the others. */
    private static List<Problem> withMeaning(List<Problem> shape, String id, ObjectNode document,
            SubscriptionBuilder builder) {
        Set<String> misshapen = new HashSet<>();
        shape.forEach(problem -> misshapen.add(problem.member()));
        ObjectNode readable = document.deepCopy().remove(misshapen);
        builder.build(id, readable);
        Set<Problem> all = new LinkedHashSet<>(shape);
        builder.problems().stream().filter(problem -> readable.has(problem.member()))
                .filter(problem -> !misshapen.contains("profile") || !builder.isOfProfile(problem)).forEach(all::add);
        return List.copyOf(all);
    }

    /**
     * A subscription that the registrar has passed: its shape and patterns are not checked again, and its target is
     * judged at every connect anyway. Invalid only if something else wrote to the applied topic.
     */
    public SubscriptionReadResult readApplied(String id, byte[] json) {
        if (!isId(id) || json.length > MAX_BYTES) {
            return invalid("its key or its size is not one that the registrar passes");
        }
        try {
            return build(id, StrictJson.tree(json), SubscriptionBuilder.asApplied(allowed));
        } catch (InvalidJsonException e) {
            return invalid("not JSON: " + e.getMessage());
        } catch (RuntimeException e) {
            // Its shape is not checked, so that a member may be of another kind than the builder counts on.
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
