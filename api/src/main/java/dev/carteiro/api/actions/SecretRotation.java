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
 * Adds a new secret to a subscription's document and lets the old ones sign until the end of a grace. Stateless. The
 * caller validates and writes the document.
 *
 * <p>After the grace only the new secret signs: secrets that were retiring already retire no later than that. PEM keys
 * stay where they are, because the body of profile {@code grafeno} has room for one signature.
 */
public final class SecretRotation {
    /** The grace where the request gives none. */
    public static final Duration DEFAULT_GRACE = Duration.ofHours(24);

    public static final Duration MAX_GRACE = Duration.ofDays(30);

    private static final int SECRET_BYTES = 32;
    private static final int MAX_SECRETS = 10;
    private static final String SECRETS = "secrets";
    private static final String RETIRING = "retiringSecrets";

    private SecretRotation() {
    }

    /** Generates a secret: {@code whsec_} and base64. */
    public static String newSecret(RandomGenerator random) {
        byte[] key = new byte[SECRET_BYTES];
        random.nextBytes(key);
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    /**
     * Parses a grace, for which the old secrets still sign: {@code 0}, or a duration.
     *
     * @throws IllegalArgumentException if the text is not a duration, or is too long
     */
    public static Duration parseGrace(String text) {
        Duration grace = text.equals("0") ? Duration.ZERO : Durations.parse(text);
        if (grace.compareTo(MAX_GRACE) > 0) {
            throw new IllegalArgumentException(Durations.format(grace) + " is out of range: use 0 to 30d");
        }
        return grace;
    }

    /**
     * Returns the document with the new secret.
     *
     * @param document is not changed
     * @param grace zero to retire the old secrets at once
     * @throws IllegalArgumentException if the rotation is not possible; the message says why and shows no secret
     */
    public static ObjectNode rotate(ObjectNode document, String secret, Duration grace, Instant now) {
        if (grace.isNegative() || grace.compareTo(MAX_GRACE) > 0) {
            throw new IllegalArgumentException("the grace is out of range: use 0 to 30d");
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
        if (secrets.size() + retiring.size() > MAX_SECRETS) {
            throw new IllegalArgumentException(retiring.size() + " retiring secrets and " + secrets.size()
                    + " others are more than " + MAX_SECRETS + ": wait, or rotate with a grace of 0");
        }
        return withSecrets(document, secrets, retiring);
    }

    private static ObjectNode withSecrets(ObjectNode document, ArrayNode secrets, Map<String, Instant> retiring) {
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
