package dev.carteiro.schemas.subscription;

import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a subscription satisfies the requirements of its profile. Stateless. Some profiles need keys of a certain
 * kind, and a key that the profile would never use is a mistake, too.
 */
final class ProfileRules {
    private ProfileRules() {
    }

    static List<Problem> problems(Profile profile, List<Secret> secrets, @Nullable StatusChange statusChange) {
        List<Problem> problems = new ArrayList<>();
        secretsProblem(profile, secrets).ifPresent(problems::add);
        for (int i = 0; i < secrets.size(); i++) {
            if (profile != Profile.GRAFENO && secrets.get(i) instanceof Secret.Rsa) {
                problems.add(new Problem("/secrets/" + i, "a PEM key works only with profile 'grafeno'; profile '"
                        + profile.text() + "' accepts whsec_, whsk_ or any other string"));
            }
        }
        if (profile == Profile.TITAN && statusChange == null) {
            problems.add(new Problem("/statusChange", requirement("statusChange", profile.text())));
        }
        return problems;
    }

    /** Returns the reason for which a profile requires a member, for the message about a missing member. */
    static String requirement(String member, String profile) {
        return switch (member + " of " + profile) {
            case "secrets of twenty" ->
                "profile 'twenty' signs with HMAC-SHA256: add at least one secret, either any string or whsec_ and base64";
            case "secrets of grafeno" ->
                "profile 'grafeno' signs with RSA: add exactly one PEM private key of at least " + PemKey.MIN_BITS
                        + " bits";
            case "statusChange of titan" ->
                "profile 'titan' reports status changes: add the statuses, as in {\"to\": [\"SIGNING\"]}";
            default -> "is missing";
        };
    }

    private static Optional<Problem> secretsProblem(Profile profile, List<Secret> secrets) {
        boolean enough = switch (profile) {
            case TWENTY -> secrets.stream().anyMatch(Secret.Hmac.class::isInstance);
            case GRAFENO -> secrets.stream().filter(Secret.Rsa.class::isInstance).count() == 1;
            case STANDARD, CHECKMOB, CATALISA, TITAN, CLOUDEVENTS, CLOUDEVENTS_BINARY, RAW -> true;
        };
        return enough ? Optional.empty() : Optional.of(new Problem("/secrets", requirement("secrets", profile.text())));
    }
}
