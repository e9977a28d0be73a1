package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.subscription.Profile;
import java.util.Map;

/**
 * Profiles of new subscriptions that name none, so that clients of other systems need not know of profiles. Immutable.
 *
 * @param usual the profile for contexts without their own
 * @param byContext profiles by the subscription's context
 */
public record DefaultProfiles(Profile usual, Map<String, Profile> byContext) {
    public static final DefaultProfiles STANDARD = new DefaultProfiles(Profile.STANDARD, Map.of());

    public DefaultProfiles {
        byContext = Map.copyOf(byContext);
    }

    /** Sets the profile of a new subscription that names none; omits the schema's own default. */
    void fillIn(ObjectNode document) {
        Profile profile = byContext.getOrDefault(JsonValues.text(document.path("context"), ""), usual);
        if (!document.has("profile") && profile != Profile.STANDARD) {
            document.put("profile", profile.text());
        }
    }
}
