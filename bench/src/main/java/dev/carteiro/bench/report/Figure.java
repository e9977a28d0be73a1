package dev.carteiro.bench.report;

import dev.carteiro.bench.report.Goal.GoalStatus;

/**
 * One line of the table. Immutable.
 *
 * @param scenario its name
 * @param what was measured
 * @param result the ratio, or what stands for it
 * @param context absolute figures
 * @param goal what was wanted
 * @param standing whether it was reached
 */
public record Figure(String scenario, String what, String result, String context, String goal, GoalStatus standing) {
    /** A ratio against its goal. */
    public static Figure of(String scenario, String what, Comparison comparison, String context, Goal goal) {
        return new Figure(scenario, what, comparison.text(), context, goal.text(), goal.judge(comparison.ratio()));
    }

    /** A ratio against its goal, with the medians as its context. */
    public static Figure ratio(String scenario, String what, Comparison comparison, String format, Goal goal) {
        return of(scenario, what, comparison, comparison.context(format), goal);
    }

    /** What stands in the table where there is no figure. */
    public static Figure missing(String scenario, String why) {
        return new Figure(scenario, "all of it", "none", why, Goal.NONE.text(), GoalStatus.NOT_MEASURED);
    }

    /** An absolute figure against its goal. */
    public static Figure of(String scenario, String what, double value, String result, String context, Goal goal) {
        return new Figure(scenario, what, result, context, goal.text(), goal.judge(value));
    }
}
