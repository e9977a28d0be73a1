package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DeliveryTrace;
import java.util.ArrayList;
import java.util.List;

/**
 * What an invariant found. Immutable.
 *
 * @param judged how many things were looked at
 * @param of what they were
 * @param violations every one that does not keep it
 */
public record InvariantResult(long judged, String of, List<Violation> violations) {
    public InvariantResult {
        violations = List.copyOf(violations);
    }

    /** One violation: which delivery, of which event, for which subscription, and what was seen. Immutable. */
    public record Violation(String delivery, String event, String subscription, String seen) {
        private static final String NONE = "-";

        /** One line for a person. */
        public String line() {
            return delivery.equals(NONE)
                    ? seen
                    : delivery + ", event " + event + ", subscription " + subscription + ": " + seen;
        }
    }

    public boolean holds() {
        return violations.isEmpty();
    }

    /** Collects violations. One use by one thread. */
    static final class ViolationCollector {
        private final List<Violation> violations = new ArrayList<>();
        private long judged;

        void judge(int more) {
            judged += more;
        }

        void violation(DeliveryTrace story, String seen) {
            violations.add(new Violation(story.delivery(), story.eventId(), story.subscription(), seen));
        }

        /** One that belongs to no delivery. */
        void violation(String seen) {
            violations.add(new Violation(Violation.NONE, Violation.NONE, Violation.NONE, seen));
        }

        InvariantResult of(String what) {
            return new InvariantResult(judged, what, violations);
        }
    }
}
