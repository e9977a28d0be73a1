package dev.carteiro.schemas.subscription;

import java.util.List;

/** Result of reading a subscription. */
public sealed interface SubscriptionReadResult {
    record Valid(Subscription subscription) implements SubscriptionReadResult {
    }

    /** @param problems problems, at least one */
    record Invalid(List<Problem> problems) implements SubscriptionReadResult {
        /** Maximum number of problems in one message. */
        public static final int MAX_SHOWN = 20;

        public Invalid {
            problems = List.copyOf(problems);
        }

        /** Returns the problems in one line, at most {@value #MAX_SHOWN} of them. */
        public String detail() {
            String first = String.join("; ", problems.stream().limit(MAX_SHOWN).map(Problem::toString).toList());
            return problems.size() > MAX_SHOWN ? first + "; and " + (problems.size() - MAX_SHOWN) + " more" : first;
        }
    }

    /**
     * @param pointer JSON Pointer (RFC 6901) to the member; empty for the whole document
     * @param message what is wrong and what would be accepted; never contains a secret or the value of a header
     */
    record Problem(String pointer, String message) {
        /** Returns the top-level member that has the problem; empty for the whole document. */
        String member() {
            return pointer.isEmpty() ? "" : pointer.split("/", -1)[1].replace("~1", "/").replace("~0", "~");
        }

        @Override
        public String toString() {
            return pointer.isEmpty() ? message : pointer + ": " + message;
        }
    }
}
