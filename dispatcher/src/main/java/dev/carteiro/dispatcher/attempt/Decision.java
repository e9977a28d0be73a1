package dev.carteiro.dispatcher.attempt;

import dev.carteiro.schemas.endpoint.EndpointStatus.Disabled;
import dev.carteiro.schemas.subscription.Subscription;

/** The next step for a delivery that is due, decided by its subscription's current version. Immutable. */
public sealed interface Decision {
    /**
     * Send the delivery.
     *
     * @param version the subscription's offset in the applied topic
     */
    record Send(Subscription subscription, long version) implements Decision {
    }

    /** Drop the delivery: its subscription is deleted or disabled, or belongs to another tenant. */
    record Cancel(String why) implements Decision {
    }

    /** Hold the delivery: its subscription is paused. */
    record Hold() implements Decision {
    }

    /** Write a dead letter: the system has disabled the endpoint. */
    record EndpointDisabled(Disabled status) implements Decision {
    }

    /** Give the delivery up: it is too old, or was held for too long. */
    record Expire(String detail) implements Decision {
    }

    /** Check again later: the delivery is too old by the wall clock, but not by the brokers'. */
    record ClockDisagreement() implements Decision {
    }

    /** Check again soon: this process has not read the version of the subscription that the delivery matched. */
    record VersionNotRead() implements Decision {
    }
}
