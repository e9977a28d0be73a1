package dev.carteiro.dispatcher.attempt;

import dev.carteiro.schemas.subscription.Subscription;

/** What is to be done with a delivery that is due, going by its subscription as it is now. */
public sealed interface Decision {
    /** Send it. */
    record Attempt(Subscription subscription) implements Decision {
    }

    /** Nobody wants it any more. */
    record Cancel(String why) implements Decision {
    }

    /** Its subscription is paused. */
    record Hold() implements Decision {
    }

    /** It is too old. */
    record Expire(String detail) implements Decision {
    }

    /** The subscription's version that it matched is not known here yet; ask again in a moment. */
    record Wait() implements Decision {
    }
}
