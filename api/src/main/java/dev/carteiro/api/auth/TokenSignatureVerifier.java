package dev.carteiro.api.auth;

/** Checks signatures by one key. Safe for any thread. */
@FunctionalInterface
interface TokenSignatureVerifier {
    /** Whether the signature is this key's; whatever the bytes are, they are an answer and no exception. */
    boolean verifies(byte[] signed, byte[] signature);
}
