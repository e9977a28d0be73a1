package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.jsonapi.ApiError;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.schemas.targeturl.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prevents credentials from following a changed target URL to another origin unnoticed. Stateless.
 *
 * <p>A caller that may change a subscription may not read its headers and secrets. If both stayed when the URL moved,
 * the caller could have them sent to its own server. Therefore the change must give them again, or state that they are
 * kept.
 */
final class CredentialRules {
    /** An attribute of a change, not of a subscription. */
    static final String KEEP = "keepCredentials";

    private static final String TARGET = "targetUrl";

    private CredentialRules() {
    }

    /**
     * Removes the attribute {@code keepCredentials} and returns its value.
     *
     * @throws ApiException if it is not a boolean
     */
    static boolean removeKeepCredentials(ObjectNode attributes) {
        JsonNode keep = attributes.remove(KEEP);
        if (keep != null && !keep.isBoolean()) {
            throw ApiException.at(ErrorCode.INVALID_ATTRIBUTE, "/data/attributes/" + KEEP, "must be true or false");
        }
        return keep != null && keep.booleanValue();
    }

    /** Returns the credential members that a change leaves as they are while it moves the target to another origin. */
    static List<String> unchangedCredentials(ObjectNode before, ObjectNode attributes) {
        if (!attributes.has(TARGET) || isSameOrigin(before.path(TARGET), attributes.path(TARGET))) {
            return List.of();
        }
        return SubscriptionAttributes.WRITE_ONLY.stream().sorted()
                .filter(member -> !before.path(member).isEmpty() && !attributes.has(member)).toList();
    }

    static ApiException credentialsRequired(List<String> members) {
        return new ApiException(members.stream()
                .map(member -> ApiError.at(ErrorCode.INVALID_ATTRIBUTE, "/data/attributes/" + member,
                        "the target URL moves to another scheme, host or port, but stored " + member
                                + " are not kept by default: give '" + member
                                + "' again, null for none, or set \"" + KEEP + "\": true"))
                .toList(), Map.of());
    }

    private static boolean isSameOrigin(JsonNode before, JsonNode now) {
        Optional<Origin> origin = Origin.of(before.textValue());
        return origin.isPresent() && origin.equals(Origin.of(now.textValue()));
    }
}
