package dev.carteiro.api.auth;

/** Checks signatures by one key. Safe for any thread. */
@FunctionalInterface
interface TokenSignatureVerifier {
    /** Returns whether the signature was made with this key. Malformed bytes return false and throw nothing. */
    boolean verifies(byte[] signed, byte[] signature);
}
