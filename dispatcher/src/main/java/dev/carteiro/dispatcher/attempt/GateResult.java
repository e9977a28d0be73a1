package dev.carteiro.dispatcher.attempt;

import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.schemas.subscription.Subscription;

/** The next step after a {@link Decision} for whoever has the delivery in hand. */
public sealed interface GateResult {
    /**
     * Its attempt may begin.
     *
     * @param version the subscription's offset in the applied topic
     */
    record Proceed(Subscription subscription, long version) implements GateResult {
    }

    /** Its subscription is paused. */
    record Hold(Consequence consequence) implements GateResult {
    }

    /** No request follows. */
    record Stop(Consequence consequence) implements GateResult {
    }

    /** The version of its subscription has not been read yet. */
    record AwaitVersion() implements GateResult {
    }
}
