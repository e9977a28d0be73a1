package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.subscription.Profile;
import java.util.Map;

/**
 * The profile of a subscription that is created without naming one, so that clients of other systems need not know of
 * profiles. Immutable.
 *
 * @param usual where there is none for the context
 * @param byContext by the subscription's context
 */
public record DefaultProfiles(Profile usual, Map<String, Profile> byContext) {
    public static final DefaultProfiles STANDARD = new DefaultProfiles(Profile.STANDARD, Map.of());

    public DefaultProfiles {
        byContext = Map.copyOf(byContext);
    }

    /** Writes it into the document of a new subscription, unless it names one, or would have the same one anyway. */
    void fillIn(ObjectNode document) {
        Profile profile = byContext.getOrDefault(JsonValues.text(document.path("context"), ""), usual);
        if (!document.has("profile") && profile != Profile.STANDARD) {
            document.put("profile", profile.text());
        }
    }
}
