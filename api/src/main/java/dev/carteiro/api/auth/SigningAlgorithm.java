package dev.carteiro.api.auth;

import java.util.Arrays;
import java.util.Optional;

/**
 * The signatures that are accepted, all of them asymmetric: whoever can check a token cannot make one. A key is used
 * with one of them only, whatever a token says.
 */
enum SigningAlgorithm {
    RS256("RS256", "RS256"),
    ES256("ES256", "ES256"),
    /** Ed25519 alone, under its first name (RFC 8037) and the one that replaces it (RFC 9864). */
    EDDSA("EdDSA", "Ed25519");

    /** For messages. */
    static final String ACCEPTED = "RS256, ES256 and EdDSA";

    private final String text;
    private final String newText;

    SigningAlgorithm(String text, String newText) {
        this.text = text;
        this.newText = newText;
    }

    /** Exactly as registered: {@code rs256} is another name, and no algorithm. */
    static Optional<SigningAlgorithm> named(String name) {
        return Arrays.stream(values()).filter(one -> one.text.equals(name) || one.newText.equals(name)).findFirst();
    }
}
