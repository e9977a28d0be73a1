package dev.carteiro.schemas.subscription;

import java.util.List;

/** What became of a subscription's bytes. */
public sealed interface SubscriptionReading {
    record Valid(Subscription subscription) implements SubscriptionReading {
    }

    /** @param problems at least one */
    record Invalid(List<Problem> problems) implements SubscriptionReading {
        public Invalid {
            problems = List.copyOf(problems);
        }

        /** All problems in one line. */
        public String detail() {
            return String.join("; ", problems.stream().map(Problem::toString).toList());
        }
    }

    /**
     * @param pointer RFC 6901 pointer to the member, empty for the whole document
     * @param message what is wrong and what would be accepted; never a secret or a header's value
     */
    record Problem(String pointer, String message) {
        @Override
        public String toString() {
            return pointer.isEmpty() ? message : pointer + ": " + message;
        }
    }
}
