package dev.carteiro.it.guide;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A request that a guide's code has to judge. Immutable.
 *
 * @param name what was done to it, for whoever reads the failure
 * @param scheme which of the guide's programs judges it
 * @param secret what the receiver holds
 * @param verdict what the program has to say
 */
record VerificationCase(String name, String scheme, CapturedRequest request, String secret, String verdict) {
    /** As the drivers read it. */
    String line() {
        return String.join("\t", scheme, base64(request.headerLines()), base64(request.body()), base64(secret));
    }

    boolean needsPublicKeys() {
        return scheme.equals("ed25519") || scheme.equals("grafeno");
    }

    boolean needsJson() {
        return scheme.equals("cloudevent-structured");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
