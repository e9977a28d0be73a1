package dev.carteiro.it.guide;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A request that a guide's code must verify. Immutable.
 *
 * @param name description for the failure message
 * @param scheme selects the guide's program
 * @param secret the receiver's secret
 * @param verdict the program's expected result
 */
record VerificationCase(String name, String scheme, CapturedRequest request, String secret, String verdict) {
    /** Returns the input line for the drivers. */
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
