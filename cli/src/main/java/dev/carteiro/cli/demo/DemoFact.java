package dev.carteiro.cli.demo;

/** Something that happens in the demo, the same from the plan and from the topics. Immutable. */
sealed interface DemoFact {
    /** The router found that an event is for a subscription. */
    record MatchFact(String event, String subscription) implements DemoFact {
        @Override
        public String toString() {
            return event + " matches " + subscription;
        }
    }

    /** A request was made and its outcome recorded; {@code status} is 0 where none came. */
    record AttemptFact(String event, String subscription, int attempt, int status, String outcome,
            DemoReceiver.SignatureResult finding) implements DemoFact {
        @Override
        public String toString() {
            return "attempt " + attempt + " of " + event + " for " + subscription + " answered " + status + " ("
                    + outcome + ", " + finding.text() + ")";
        }
    }

    /** A delivery was given up. */
    record DeadLetterFact(String event, String subscription, String reason, int attempts) implements DemoFact {
        @Override
        public String toString() {
            return "dead letter of " + event + " for " + subscription + " (" + reason + " after " + attempts
                    + " attempts)";
        }
    }
}
