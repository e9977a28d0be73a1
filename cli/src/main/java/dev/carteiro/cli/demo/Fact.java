package dev.carteiro.cli.demo;

/** Something that happens in the demo, the same from the plan and from the topics. Immutable. */
sealed interface Fact {
    /** The router found that an event is for a subscription. */
    record Matched(String event, String subscription) implements Fact {
        @Override
        public String toString() {
            return event + " matches " + subscription;
        }
    }

    /** A request was made and its outcome recorded; {@code status} is 0 where none came. */
    record Attempted(String event, String subscription, int attempt, int status, String outcome,
            DemoReceiver.Finding finding) implements Fact {
        @Override
        public String toString() {
            return "attempt " + attempt + " of " + event + " for " + subscription + " answered " + status + " ("
                    + outcome + ", " + finding.text() + ")";
        }
    }

    /** A delivery was given up. */
    record Died(String event, String subscription, String reason, int attempts) implements Fact {
        @Override
        public String toString() {
            return "dead letter of " + event + " for " + subscription + " (" + reason + " after " + attempts
                    + " attempts)";
        }
    }
}
