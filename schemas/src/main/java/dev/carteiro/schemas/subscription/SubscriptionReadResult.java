package dev.carteiro.schemas.subscription;

import java.util.List;

/** What became of a subscription's bytes. */
public sealed interface SubscriptionReadResult {
    record Valid(Subscription subscription) implements SubscriptionReadResult {
    }

    /** @param problems at least one */
    record Invalid(List<Problem> problems) implements SubscriptionReadResult {
        /** As many as a person would read. */
        public static final int MOST_TOLD = 20;

        public Invalid {
            problems = List.copyOf(problems);
        }

        /** The problems in one line, {@value #MOST_TOLD} of them at most. */
        public String detail() {
            String first = String.join("; ", problems.stream().limit(MOST_TOLD).map(Problem::toString).toList());
            return problems.size() > MOST_TOLD ? first + "; and " + (problems.size() - MOST_TOLD) + " more" : first;
        }
    }

    /**
     * @param pointer RFC 6901 pointer to the member, empty for the whole document
     * @param message what is wrong and what would be accepted; never a secret or a header's value
     */
    record Problem(String pointer, String message) {
        /** The document's own member that holds the problem; empty for the whole document. */
        String member() {
            return pointer.isEmpty() ? "" : pointer.split("/", -1)[1].replace("~1", "/").replace("~0", "~");
        }

        @Override
        public String toString() {
            return pointer.isEmpty() ? message : pointer + ": " + message;
        }
    }
}
