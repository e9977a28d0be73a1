package dev.carteiro.dispatcher.attempt;

import dev.carteiro.schemas.endpoint.EndpointStatus.Disabled;
import dev.carteiro.schemas.subscription.Subscription;

/** What is to be done with a delivery that is due, going by its subscription as it is now. */
public sealed interface Decision {
    /**
     * Send it.
     *
     * @param version the subscription's offset in the applied topic
     */
    record Send(Subscription subscription, long version) implements Decision {
    }

    /** Nobody wants it any more. */
    record Cancel(String why) implements Decision {
    }

    /** Its subscription is paused. */
    record Hold() implements Decision {
    }

    /** The system has disabled the endpoint. */
    record EndpointDisabled(Disabled status) implements Decision {
    }

    /** It is too old. */
    record Expire(String detail) implements Decision {
    }

    /** It is too old by the wall clock, but not by the brokers': ask again later. */
    record ClockDisagreement() implements Decision {
    }

    /** The subscription's version that it matched is not known here yet; ask again in a moment. */
    record VersionNotRead() implements Decision {
    }
}
