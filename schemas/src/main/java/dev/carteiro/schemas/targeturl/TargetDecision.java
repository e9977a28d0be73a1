package dev.carteiro.schemas.targeturl;

/** The answer to "may Carteiro connect there?". Immutable. */
public sealed interface TargetDecision {

    /** Nothing speaks against it. */
    record Allowed() implements TargetDecision {
    }

    /**
     * It is refused.
     *
     * @param reason one sentence for the subscriber: what was judged, what is wrong with it and, where there is one,
     *     the way out; never contains a secret
     */
    record Rejected(String reason) implements TargetDecision {
    }
}
