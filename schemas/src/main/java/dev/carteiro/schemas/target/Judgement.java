package dev.carteiro.schemas.target;

/** The answer to "may Carteiro connect there?". Immutable. */
public sealed interface Judgement {

    /** Nothing speaks against it. */
    record Allowed() implements Judgement {
    }

    /**
     * It is refused.
     *
     * @param reason one sentence for the subscriber: what was judged, what is wrong with it and, where there is one,
     *     the way out; never contains a secret
     */
    record Refused(String reason) implements Judgement {
    }
}
