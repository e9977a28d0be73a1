package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DeliveryTrace;
import dev.carteiro.checker.history.DeliveryTrace.Expectation;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.InvariantResult.ViolationCollector;

/** Invariant 3. Stateless. */
final class SingleDeliveryRecord implements Invariant {
    @Override
    public int number() {
        return 3;
    }

    @Override
    public String name() {
        return "single delivery record";
    }

    @Override
    public String statement() {
        return "The deliveries topic holds exactly one committed record for each acknowledged event and subscription"
                + " that it matches, and never two with the same id. Deliveries that were held and released, or"
                + " redriven, have one more record, which is marked.";
    }

    @Override
    public InvariantResult judge(RunHistory history) {
        ViolationCollector tally = new ViolationCollector();
        for (DeliveryTrace story : history.stories()) {
            long records = story.routed().stream().filter(record -> !record.again()).count();
            if (records > 0 || story.expected() == Expectation.MUST) {
                tally.addJudged(1);
                if (records != 1) {
                    tally.violation(story, records + " records in the deliveries topic");
                }
            }
        }
        return tally.toFinding("deliveries");
    }
}
