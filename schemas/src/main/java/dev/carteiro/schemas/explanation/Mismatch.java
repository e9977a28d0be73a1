package dev.carteiro.schemas.explanation;

/**
 * A condition of a subscription that an event does not satisfy. Immutable.
 *
 * @param member member of the subscription: state, events, tenant, context, filter or statusChange
 * @param detail actual and expected value, in one line of bounded length
 */
public record Mismatch(String member, String detail) {
    @Override
    public String toString() {
        return member + ": " + detail;
    }
}
