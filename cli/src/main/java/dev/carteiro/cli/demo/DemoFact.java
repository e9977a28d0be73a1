package dev.carteiro.cli.demo;

/** A fact about the demo, either expected or observed in the topics. Immutable. */
sealed interface DemoFact {
    /** An event matched a subscription. */
    record MatchFact(String event, String subscription) implements DemoFact {
        @Override
        public String toString() {
            return event + " matches " + subscription;
        }
    }

    /** An attempt was recorded; {@code status} is 0 if no response came. */
    record AttemptFact(String event, String subscription, int attempt, int status, String outcome,
            DemoReceiver.SignatureResult finding) implements DemoFact {
        @Override
        public String toString() {
            return "attempt " + attempt + " of " + event + " for " + subscription + " with status " + status + " ("
                    + outcome + ", " + finding.text() + ")";
        }
    }

    /** A delivery became a dead letter. */
    record DeadLetterFact(String event, String subscription, String reason, int attempts) implements DemoFact {
        @Override
        public String toString() {
            return "dead letter of " + event + " for " + subscription + " (" + reason + " after " + attempts
                    + " attempts)";
        }
    }
}
