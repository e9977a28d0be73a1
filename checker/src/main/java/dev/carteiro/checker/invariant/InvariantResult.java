package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DeliveryTrace;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of checking one invariant. Immutable.
 *
 * @param judged number of checked things
 * @param of kind of the checked things
 * @param violations all violations
 */
public record InvariantResult(long judged, String of, List<Violation> violations) {
    public InvariantResult {
        violations = List.copyOf(violations);
    }

    /** A violation, with its delivery, event and subscription and what was observed. Immutable. */
    public record Violation(String delivery, String event, String subscription, String seen) {
        private static final String NONE = "-";

        /** Returns one line for the report. */
        public String line() {
            return delivery.equals(NONE)
                    ? seen
                    : delivery + ", event " + event + ", subscription " + subscription + ": " + seen;
        }
    }

    public boolean holds() {
        return violations.isEmpty();
    }

    /** Collects violations. For one use by one thread. */
    static final class ViolationCollector {
        private final List<Violation> violations = new ArrayList<>();
        private long judged;

        void addJudged(int more) {
            judged += more;
        }

        void violation(DeliveryTrace story, String seen) {
            violations.add(new Violation(story.delivery(), story.eventId(), story.subscription(), seen));
        }

        /** Adds a violation that belongs to no delivery. */
        void violation(String seen) {
            violations.add(new Violation(Violation.NONE, Violation.NONE, Violation.NONE, seen));
        }

        InvariantResult toFinding(String what) {
            return new InvariantResult(judged, what, violations);
        }
    }
}
