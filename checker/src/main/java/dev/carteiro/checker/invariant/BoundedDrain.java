package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DrainResult;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.InvariantResult.ViolationCollector;

/** Invariant 14. Stateless. */
final class BoundedDrain implements Invariant {
    @Override
    public int number() {
        return 14;
    }

    @Override
    public String name() {
        return "bounded drain";
    }

    @Override
    public String statement() {
        return "After the last repair and the last event, everything is processed within the bound.";
    }

    @Override
    public InvariantResult judge(RunHistory history) {
        ViolationCollector tally = new ViolationCollector();
        tally.addJudged(1);
        DrainResult drained = history.drained();
        if (!drained.quiet()) {
            tally.violation("not drained after " + drained.bound().toSeconds() + " s: " + drained.remaining());
        }
        return tally.toFinding("drain");
    }
}
