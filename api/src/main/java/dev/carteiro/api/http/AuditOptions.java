package dev.carteiro.api.http;

/**
 * What leaves an audit line besides changes. Immutable.
 *
 * @param reads each read by somebody with a valid token
 * @param rejectedTokens requests whose token was rejected; a bounded number of lines, since anybody can send them
 */
public record AuditOptions(boolean reads, boolean rejectedTokens) {
    public static final AuditOptions CHANGES_ONLY = new AuditOptions(false, false);
}
