package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.Drained;
import dev.carteiro.checker.history.History;
import dev.carteiro.checker.invariant.Finding.Tally;

/** Invariant 14. Stateless. */
final class DrainsInTime implements Invariant {
    @Override
    public int number() {
        return 14;
    }

    @Override
    public String name() {
        return "drains in time";
    }

    @Override
    public String statement() {
        return "After the last fault is healed and the last event published, everything comes to rest within"
                + " the bound.";
    }

    @Override
    public Finding judge(History history) {
        Tally tally = new Tally();
        tally.judge(1);
        Drained drained = history.drained();
        if (!drained.quiet()) {
            tally.violation("not at rest after " + drained.bound().toSeconds() + " s: " + drained.remaining());
        }
        return tally.of("drain");
    }
}
