package dev.carteiro.api.actions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Secret;
import dev.carteiro.schemas.time.Durations;
import dev.carteiro.schemas.time.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Gives a subscription's document a new secret, beside which the old ones sign for a while. Stateless; writing the
 * document, and judging it, is the caller's.
 *
 * <p>After the grace nothing signs but the new secret: those that were retiring already do so no longer than that. PEM
 * keys stay where they are, since the body of {@code grafeno} has room for one signature.
 */
public final class SecretRotation {
    /** What is given where nobody says. */
    public static final Duration USUAL_GRACE = Duration.ofHours(24);

    public static final Duration LONGEST_GRACE = Duration.ofDays(30);

    private static final int BYTES = 32;
    private static final int MOST = 10;
    private static final String SECRETS = "secrets";
    private static final String RETIRING = "retiringSecrets";

    private SecretRotation() {
    }

    /** A secret that nobody knows yet: {@code whsec_} and base64. */
    public static String newSecret(RandomGenerator random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    /**
     * Reads how long the old secrets sign on: {@code 0}, or a duration.
     *
     * @throws IllegalArgumentException if it is none, or too long
     */
    public static Duration grace(String text) {
        Duration grace = text.equals("0") ? Duration.ZERO : Durations.parse(text);
        if (grace.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException(Durations.format(grace) + " is out of range: from 0 to 30d");
        }
        return grace;
    }

    /**
     * @param document is not changed
     * @param grace zero for at once
     * @throws IllegalArgumentException if it cannot be done; the message says why, and shows no secret
     */
    public static ObjectNode rotate(ObjectNode document, String secret, Duration grace, Instant now) {
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException("the grace is from 0 to 30d");
        }
        if (isPem(secret)) {
            throw new IllegalArgumentException("a PEM key cannot be rotated with a grace: the body of profile 'grafeno'"
                    + " holds one signature; give receivers the new public key first, then change 'secrets'");
        }
        Instant until = now.plus(grace).truncatedTo(ChronoUnit.SECONDS);
        ArrayNode secrets = StrictJson.mapper().createArrayNode().add(secret);
        Map<String, Instant> retiring = new LinkedHashMap<>();
        for (JsonNode old : document.path(SECRETS)) {
            String text = JsonValues.text(old, "");
            if (isPem(text)) {
                secrets.add(old);
            } else {
                retiring.put(text, until);
            }
        }
        for (JsonNode old : document.path(RETIRING)) {
            Instant before = Rfc3339.parse(JsonValues.text(old.path("until"), ""));
            retiring.putIfAbsent(JsonValues.text(old.path("secret"), ""), before.isBefore(until) ? before : until);
        }
        retiring.remove(secret);
        retiring.values().removeIf(end -> !end.isAfter(now));
        if (secrets.size() + retiring.size() > MOST) {
            throw new IllegalArgumentException(retiring.size() + " secrets would retire beside " + secrets.size()
                    + "; at most " + MOST + " together: wait, or rotate with a grace of 0");
        }
        return with(document, secrets, retiring);
    }

    private static ObjectNode with(ObjectNode document, ArrayNode secrets, Map<String, Instant> retiring) {
        ObjectNode rotated = document.deepCopy();
        rotated.set(SECRETS, secrets);
        rotated.remove(RETIRING);
        if (!retiring.isEmpty()) {
            ArrayNode array = rotated.putArray(RETIRING);
            retiring.forEach((old, end) -> array.addObject().put("secret", old).put("until", end.toString()));
        }
        return rotated;
    }

    private static boolean isPem(String secret) {
        return Secret.parse(secret) instanceof Secret.Rsa;
    }
}
