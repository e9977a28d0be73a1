package dev.carteiro.schemas.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.SubscriptionReading.Invalid;
import dev.carteiro.schemas.subscription.SubscriptionReading.Problem;
import dev.carteiro.schemas.subscription.SubscriptionReading.Valid;
import dev.carteiro.schemas.target.AllowedTargets;
import java.util.List;

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

    /** A subscription as its owner wrote it. */
    public SubscriptionReading read(String id, byte[] json) {
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
        } catch (InvalidJson e) {
            return invalid("not JSON: " + e.getMessage());
        }
        List<Problem> shape = SubscriptionSchema.problems(document, json.length);
        return shape.isEmpty() ? build(id, document, new SubscriptionBuilder(allowed, true)) : new Invalid(shape);
    }

    /**
     * A subscription that the registrar has passed: its shape and patterns are not checked again, and its target is
     * judged at every connect anyway. Invalid only if something else wrote to the applied topic.
     */
    public SubscriptionReading readApplied(String id, byte[] json) {
        if (!isId(id) || json.length > MAX_BYTES) {
            return invalid("its key or its size is not one that the registrar passes");
        }
        try {
            return build(id, StrictJson.tree(json), new SubscriptionBuilder(allowed, false));
        } catch (InvalidJson e) {
            return invalid("not JSON: " + e.getMessage());
        } catch (RuntimeException e) {
            // Its shape is not checked, so that a member may be of another kind than the builder counts on.
            return invalid("not a subscription: " + e.getClass().getSimpleName());
        }
    }

    private static SubscriptionReading build(String id, JsonNode document, SubscriptionBuilder builder) {
        Subscription subscription = builder.build(id, document);
        return subscription == null ? new Invalid(builder.problems()) : new Valid(subscription);
    }

    private static Invalid invalid(String message) {
        return new Invalid(List.of(new Problem("", message)));
    }
}
