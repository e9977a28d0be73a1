package dev.carteiro.schemas.subscription;

import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a profile asks of the subscription that names it: a profile that signs in its own way needs a key that can, and
 * a key that nothing would use is a mistake, too. Stateless.
 */
final class ProfileRules {
    private ProfileRules() {
    }

    static List<Problem> problems(Profile profile, List<Secret> secrets, @Nullable StatusChange statusChange) {
        List<Problem> problems = new ArrayList<>();
        secretsProblem(profile, secrets).ifPresent(problems::add);
        for (int i = 0; i < secrets.size(); i++) {
            if (profile != Profile.GRAFENO && secrets.get(i) instanceof Secret.Rsa) {
                problems.add(new Problem("/secrets/" + i, "a PEM key signs only in profile 'grafeno'; profile '"
                        + profile.text() + "' takes whsec_, whsk_ or any other string"));
            }
        }
        if (profile == Profile.TITAN && statusChange == null) {
            problems.add(new Problem("/statusChange", need("statusChange", profile.text())));
        }
        return problems;
    }

    /** Why a profile needs a member, for whoever left it out. */
    static String need(String member, String profile) {
        return switch (member + " of " + profile) {
            case "secrets of twenty" ->
                "profile 'twenty' signs with HMAC-SHA256: give at least one secret, any string or whsec_ and base64";
            case "secrets of grafeno" ->
                "profile 'grafeno' signs with RSA: give exactly one PEM private key of at least " + PemKey.FEWEST_BITS
                        + " bits";
            case "statusChange of titan" ->
                "profile 'titan' tells of changes into a status: give the statuses, as in {\"to\": [\"SIGNING\"]}";
            default -> "is missing";
        };
    }

    private static Optional<Problem> secretsProblem(Profile profile, List<Secret> secrets) {
        boolean enough = switch (profile) {
            case TWENTY -> secrets.stream().anyMatch(Secret.Hmac.class::isInstance);
            case GRAFENO -> secrets.stream().filter(Secret.Rsa.class::isInstance).count() == 1;
            case STANDARD, CHECKMOB, CATALISA, TITAN, CLOUDEVENTS, CLOUDEVENTS_BINARY, RAW -> true;
        };
        return enough ? Optional.empty() : Optional.of(new Problem("/secrets", need("secrets", profile.text())));
    }
}
