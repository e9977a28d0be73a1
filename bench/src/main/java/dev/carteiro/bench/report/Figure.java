package dev.carteiro.bench.report;

import dev.carteiro.bench.report.Goal.GoalStatus;

/**
 * One line of the table. Immutable.
 *
 * @param scenario name of the scenario
 * @param what the measured quantity
 * @param result the ratio, or another main result
 * @param context absolute figures
 * @param goal text of the goal
 * @param standing whether the goal was reached
 */
public record Figure(String scenario, String what, String result, String context, String goal, GoalStatus standing) {
    /** Compares a ratio with its goal. */
    public static Figure of(String scenario, String what, Comparison comparison, String context, Goal goal) {
        return new Figure(scenario, what, comparison.text(), context, goal.text(), goal.judge(comparison.ratio()));
    }

    /** Compares a ratio with its goal, with the medians as context. */
    public static Figure ratio(String scenario, String what, Comparison comparison, String format, Goal goal) {
        return of(scenario, what, comparison, comparison.context(format), goal);
    }

    /** Returns the line of a scenario without figures. */
    public static Figure missing(String scenario, String why) {
        return new Figure(scenario, "all of it", "none", why, Goal.NONE.text(), GoalStatus.NOT_MEASURED);
    }

    /** Compares an absolute figure with its goal. */
    public static Figure of(String scenario, String what, double value, String result, String context, Goal goal) {
        return new Figure(scenario, what, result, context, goal.text(), goal.judge(value));
    }
}
