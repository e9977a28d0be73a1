package dev.carteiro.api.http;

/**
 * Requests that are audited besides changes. Immutable.
 *
 * @param reads reads by callers with a valid token
 * @param rejectedTokens requests whose token was rejected; the number of lines is bounded, because anybody can send
 * them
 */
public record AuditOptions(boolean reads, boolean rejectedTokens) {
    public static final AuditOptions CHANGES_ONLY = new AuditOptions(false, false);
}
