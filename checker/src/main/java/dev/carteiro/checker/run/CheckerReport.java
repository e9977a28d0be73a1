package dev.carteiro.checker.run;

import dev.carteiro.checker.defect.Defect;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.Invariant;
import dev.carteiro.checker.invariant.InvariantResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges a run and prints the result. Used by one thread. */
final class CheckerReport {
    private static final int MAX_PRINTED_VIOLATIONS = 5;

    private final Console console;
    private final RunSettings settings;

    CheckerReport(Console console, RunSettings settings) {
        this.console = console;
        this.settings = settings;
    }

    /** @return the violated invariants, by number */
    List<Invariant> judge(RunHistory history) {
        List<Invariant> violated = new ArrayList<>();
        for (Invariant invariant : Invariant.ALL) {
            InvariantResult finding = invariant.judge(history);
            console.line(String.format(Locale.ROOT, "%3d  %-26s %-9s %,d %s", invariant.number(), invariant.name(),
                    finding.holds() ? "holds" : "VIOLATED", finding.judged(), finding.of()));
            if (!finding.holds()) {
                violated.add(invariant);
                explain(invariant, finding);
            }
        }
        return violated;
    }

    /** Prints the last line. */
    void conclude(List<Invariant> violated, String evidence) {
        Defect defect = settings.defect();
        String what = "seed " + settings.seed() + (defect == null ? "" : ", with defect " + defect.code());
        if (defect != null) {
            boolean found = violated.stream().anyMatch(one -> one.number() == defect.invariant());
            console.line("the defect must be found by invariant " + defect.invariant() + ", and it was"
                    + (found ? "" : " not"));
        }
        if (violated.isEmpty()) {
            console.line("check passed: every invariant holds; " + what);
        } else {
            console.line("check failed: violated "
                    + String.join(", ", violated.stream().map(one -> one.number() + " (" + one.name() + ")").toList())
                    + "; " + what + "; evidence in " + evidence);
        }
    }

    private void explain(Invariant invariant, InvariantResult finding) {
        console.line("     " + invariant.statement());
        console.line(String.format(Locale.ROOT, "     %,d violations; the first:", finding.violations().size()));
        finding.violations().stream().limit(MAX_PRINTED_VIOLATIONS)
                .forEach(violation -> console.line("     - " + violation.line()));
    }
}
