package dev.carteiro.api.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JWT in its compact form (RFC 7515), its header judged and its signature not yet checked. Immutable; the arrays are
 * shared and must not be written to.
 *
 * <p>The header is what an attacker writes, so it decides as little as possible: one of three algorithms, and which of
 * our keys. Whatever would bring a key along, or say where to fetch one, or change how the rest is read, refuses the
 * token. Each part must be the one base64url spelling of its bytes.
 *
 * @param algorithm that the header names
 * @param keyId that the header names, if it does
 * @param signed what the signature is over
 * @param signature the bytes
 * @param payload not yet to be believed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CompactToken(SigningAlgorithm algorithm, @Nullable String keyId, byte[] signed, byte[] signature,
        byte[] payload) {
    private static final List<String> KEYS_OF_ITS_OWN = List.of("jwk", "jku", "x5c", "x5u");
    private static final List<String> OTHER_READING = List.of("crit", "b64", "zip", "cty");
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");
    private static final int ENCRYPTED = 5;

    static CompactToken parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length == ENCRYPTED) {
            throw new UnauthenticatedException("the token is encrypted: accepted are tokens that are signed only");
        }
        if (parts.length != 3) {
            throw new UnauthenticatedException("the token is no JWT: three parts of base64url with dots between them");
        }
        JsonNode header = json(decode(parts[0], "header"), "header");
        byte[] payload = decode(parts[1], "payload");
        byte[] signature = decode(parts[2], "signature");
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        refuse(header);
        return new CompactToken(algorithm(header), keyId(header), signed, signature, payload);
    }

    /** The payload, to be asked for once the signature is known to be good. */
    JsonNode claims() {
        return json(payload, "payload");
    }

    private static void refuse(JsonNode header) {
        KEYS_OF_ITS_OWN.stream().filter(header::has).findFirst().ifPresent(name -> {
            throw new UnauthenticatedException("the token's header has a member '" + name
                    + "': keys come from the configured key set alone");
        });
        OTHER_READING.stream().filter(header::has).findFirst().ifPresent(name -> {
            throw new UnauthenticatedException("the token's header has a member '" + name
                    + "': accepted are plain signed tokens, without extensions, compression or nesting");
        });
        JsonNode type = header.path("typ");
        if (!type.isMissingNode() && !(type.isTextual() && TYPES.contains(type.textValue().toLowerCase(Locale.ROOT)))) {
            throw new UnauthenticatedException(
                    "the token is of another type: its typ must be JWT or at+jwt, or absent");
        }
    }

    private static SigningAlgorithm algorithm(JsonNode header) {
        String name = header.path("alg").textValue();
        return SigningAlgorithm.named(name == null ? "" : name)
                .orElseThrow(() -> new UnauthenticatedException("the token is not signed in an accepted way: its alg"
                        + " must be one of " + SigningAlgorithm.ACCEPTED));
    }

    private static @Nullable String keyId(JsonNode header) {
        JsonNode id = header.path("kid");
        if (id.isMissingNode()) {
            return null;
        }
        if (!id.isTextual()) {
            throw new UnauthenticatedException("the token's kid is no string");
        }
        return id.textValue();
    }

    /** Decoders forgive padding and stray bits at the end; comparing what they read leaves one spelling. */
    private static byte[] decode(String part, String what) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw notBase64(what);
        }
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw notBase64(what);
        }
        return bytes;
    }

    private static UnauthenticatedException notBase64(String what) {
        return new UnauthenticatedException("the token's " + what
                + " is not base64url in its one spelling: without padding, with zero bits at the end");
    }

    private static JsonNode json(byte[] part, String what) {
        try {
            JsonNode document = StrictJson.treeWithoutDuplicates(part);
            if (document.isObject()) {
                return document;
            }
        } catch (InvalidJsonException e) {
            // What is wrong with it would quote it.
        }
        throw new UnauthenticatedException("the token's " + what + " is not one JSON object without duplicate members");
    }
}
