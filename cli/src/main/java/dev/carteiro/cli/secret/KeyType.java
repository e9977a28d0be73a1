package dev.carteiro.cli.secret;

/** The types of secrets that a subscription accepts. */
public enum KeyType {
    /** {@code whsec_}: the sender and the receiver hold the same key. */
    HMAC,
    /** {@code whsk_} for the sender, {@code whpk_} for the receiver. */
    ED25519,
    /** PEM, for profile {@code grafeno}. */
    RSA
}
