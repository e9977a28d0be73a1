package dev.carteiro.dispatcher.verdict;

import dev.carteiro.schemas.delivery.DeadLetterReason;
import java.time.Instant;

/** What happens to a delivery after an attempt. */
public sealed interface Verdict {
    /** The receiver has it. */
    record Delivered() implements Verdict {
    }

    /** @param due not before this time */
    record Retry(Instant due) implements Verdict {
    }

    /** Nobody will try again. */
    record Dead(DeadLetterReason reason) implements Verdict {
    }
}
