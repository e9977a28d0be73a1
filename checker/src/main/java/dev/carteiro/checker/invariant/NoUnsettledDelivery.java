package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DeliveryTrace;
import dev.carteiro.checker.history.PartitionPosition;
import dev.carteiro.checker.history.RecordedAttempt;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.InvariantResult.ViolationCollector;
import dev.carteiro.checker.workload.WorkloadSubscription;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import java.util.List;

/** Invariant 7. Stateless. */
final class NoUnsettledDelivery implements Invariant {
    @Override
    public int number() {
        return 7;
    }

    @Override
    public String name() {
        return "no unsettled delivery";
    }

    @Override
    public String statement() {
        return "After draining, the dispatcher's group has committed the end of every partition that it reads, including"
                + " the retry topics. Each record in the deliveries topic has exactly one final outcome in the history:"
                + " delivered, dead (with its dead letter) or cancelled; dead and then cancelled if a dead letter was"
                + " redriven to another tenant.";
    }

    @Override
    public InvariantResult judge(RunHistory history) {
        ViolationCollector tally = new ViolationCollector();
        for (PartitionPosition position : history.positions()) {
            tally.addJudged(1);
            if (position.committed() != position.end()) {
                tally.violation(position.partition() + " ends at " + position.end() + ", but "
                        + position.committed() + " is committed");
            }
        }
        for (DeliveryTrace story : history.stories()) {
            if (!story.routed().isEmpty() || !story.attempts().isEmpty()) {
                tally.addJudged(1);
                judge(story, tally);
            }
        }
        return tally.toFinding("partitions and deliveries");
    }

    private static boolean wasRedrivenToAnotherTenant(DeliveryTrace story, List<AttemptOutcome> last) {
        return story.hook() != null && story.hook().fate() == WorkloadSubscription.PlannedChange.REWRITTEN_AND_REDRIVEN
                && story.buried().size() == 1 && last.equals(List.of(AttemptOutcome.DEAD, AttemptOutcome.CANCELLED));
    }

    private static void judge(DeliveryTrace story, ViolationCollector tally) {
        List<AttemptOutcome> last = story.attempts().stream().filter(RecordedAttempt::isLast)
                .map(RecordedAttempt::outcome).toList();
        if (wasRedrivenToAnotherTenant(story, last)) {
            return;
        }
        if (last.size() != 1) {
            tally.violation(story, last.isEmpty()
                    ? "no final outcome, after " + story.attempts().size() + " committed attempts"
                    : last.size() + " final outcomes: " + last);
        } else if ((last.getFirst() == AttemptOutcome.DEAD) != (story.buried().size() == 1)) {
            tally.violation(story, "its final outcome is " + last.getFirst().code() + ", but it has "
                    + story.buried().size() + " dead letters");
        }
    }
}
