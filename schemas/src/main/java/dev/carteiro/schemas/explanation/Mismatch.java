package dev.carteiro.schemas.explanation;

/**
 * A condition of a subscription that an event does not meet. Immutable.
 *
 * @param member of the subscription: state, events, tenant, context, filter or statusChange
 * @param detail what was found and what is wanted, in one line; bounded
 */
public record Mismatch(String member, String detail) {
    @Override
    public String toString() {
        return member + ": " + detail;
    }
}
