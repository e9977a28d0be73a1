package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.jsonapi.ApiError;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.schemas.targeturl.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what a subscription holds in trust from following its target URL to somebody else unseen. Stateless.
 *
 * <p>Who may change a subscription may not read its headers and secrets. If both stayed when the URL moves, that caller
 * could have them sent to a machine of its own. So they are given again, or it is said that they are to be kept.
 */
final class CredentialRules {
    /** An attribute of a change, never of a subscription. */
    static final String KEEP = "keepCredentials";

    private static final String TARGET = "targetUrl";

    private CredentialRules() {
    }

    /**
     * Takes the caller's word for it out of the attributes.
     *
     * @throws ApiException if it is neither true nor false
     */
    static boolean takeKeep(ObjectNode attributes) {
        JsonNode keep = attributes.remove(KEEP);
        if (keep != null && !keep.isBoolean()) {
            throw ApiException.at(ErrorCode.INVALID_ATTRIBUTE, "/data/attributes/" + KEEP, "must be true or false");
        }
        return keep != null && keep.booleanValue();
    }

    /** Returns the members with credentials that a change leaves as they are while it moves the target to another origin. */
    static List<String> carriedAlong(ObjectNode before, ObjectNode attributes) {
        if (!attributes.has(TARGET) || isSameOrigin(before.path(TARGET), attributes.path(TARGET))) {
            return List.of();
        }
        return SubscriptionAttributes.WRITE_ONLY.stream().sorted()
                .filter(member -> !before.path(member).isEmpty() && !attributes.has(member)).toList();
    }

    static ApiException mustBeGivenAgain(List<String> members) {
        return new ApiException(members.stream()
                .map(member -> ApiError.at(ErrorCode.INVALID_ATTRIBUTE, "/data/attributes/" + member,
                        "the target URL moves to another scheme, host or port, and stored " + member
                                + " do not follow it by themselves: give '" + member
                                + "' again, null for none, or say \""
                                + KEEP + "\": true"))
                .toList(), Map.of());
    }

    private static boolean isSameOrigin(JsonNode before, JsonNode now) {
        Optional<Origin> origin = Origin.of(before.textValue());
        return origin.isPresent() && origin.equals(Origin.of(now.textValue()));
    }
}
