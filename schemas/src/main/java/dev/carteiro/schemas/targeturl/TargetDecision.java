package dev.carteiro.schemas.targeturl;

/** Decision of whether Carteiro may connect to a target. Immutable. */
public sealed interface TargetDecision {

    /** The connection is allowed. */
    record Allowed() implements TargetDecision {
    }

    /**
     * The connection is rejected.
     *
     * @param reason one sentence for the subscriber: what was checked, what is wrong and, if possible, how to allow it;
     *     never contains a secret
     */
    record Rejected(String reason) implements TargetDecision {
    }
}
