package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DeliveryTrace;
import dev.carteiro.checker.history.DeliveryTrace.Expectation;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.InvariantResult.ViolationCollector;
import dev.carteiro.schemas.attempt.AttemptOutcome;

/** Invariant 1. Stateless. */
final class NoLoss implements Invariant {
    @Override
    public int number() {
        return 1;
    }

    @Override
    public String name() {
        return "no loss";
    }

    @Override
    public String statement() {
        return "Each acknowledged event, for each subscription that it matches, and each record in the deliveries topic"
                + " ends with a 2xx from the receiver or with exactly one dead letter, or is cancelled because its"
                + " subscription was deleted or passed to another tenant. Each delivery that the history shows as"
                + " delivered was accepted by a receiver.";
    }

    @Override
    public InvariantResult judge(RunHistory history) {
        ViolationCollector tally = new ViolationCollector();
        for (DeliveryTrace story : history.stories()) {
            if (story.expected() == Expectation.MUST || !story.routed().isEmpty()) {
                tally.addJudged(1);
                judge(story, tally);
            }
        }
        return tally.toFinding("deliveries");
    }

    private static void judge(DeliveryTrace story, ViolationCollector tally) {
        boolean cancelled = has(story, AttemptOutcome.CANCELLED) && story.hook() != null
                && !story.hook().fate().isPermanent();
        int buried = story.buried().size();
        if (has(story, AttemptOutcome.DELIVERED) && !story.isAccepted()) {
            tally.violation(story, "the history shows delivered, but no request got a 2xx");
        } else if (buried > 1) {
            tally.violation(story, buried + " dead letters");
        } else if (buried == 0 && !cancelled && !story.isAccepted()) {
            tally.violation(story, story.routed().isEmpty()
                    ? "no record in the deliveries topic"
                    : "neither a 2xx nor a dead letter, after " + story.requests().size() + " requests and "
                            + story.attempts().size() + " committed attempts");
        }
    }

    private static boolean has(DeliveryTrace story, AttemptOutcome outcome) {
        return story.attempts().stream().anyMatch(attempt -> attempt.outcome() == outcome);
    }
}
