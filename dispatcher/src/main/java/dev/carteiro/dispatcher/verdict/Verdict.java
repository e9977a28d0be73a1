package dev.carteiro.dispatcher.verdict;

import dev.carteiro.schemas.delivery.DeadLetterReason;
import java.time.Instant;

/** The verdict on a delivery after an attempt. Immutable. */
public sealed interface Verdict {
    /** The receiver accepted the delivery. */
    record Delivered() implements Verdict {
    }

    /**
     * Another attempt follows.
     *
     * @param due the earliest time of the next attempt
     */
    record Retry(Instant due) implements Verdict {
    }

    /** The delivery is given up. */
    record Dead(DeadLetterReason reason) implements Verdict {
    }
}
