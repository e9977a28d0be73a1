package dev.carteiro.bench.report;

/**
 * The accepted range of a figure. Immutable.
 *
 * @param text in the table
 * @param least minimum
 * @param most maximum
 */
public record Goal(String text, double least, double most) {
    /** No goal. */
    public static final Goal NONE = new Goal("", Double.NaN, Double.NaN);

    /** The status of a goal. */
    public enum GoalStatus {
        REACHED("reached"), MISSED("missed"), NO_GOAL(""), NOT_MEASURED("**not measured**");

        private final String text;

        GoalStatus(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public static Goal atLeast(double least) {
        return new Goal("at least " + least, least, Double.MAX_VALUE);
    }

    public static Goal atMost(double most) {
        return new Goal("at most " + most, -Double.MAX_VALUE, most);
    }

    public GoalStatus judge(double value) {
        if (Double.isNaN(least)) {
            return GoalStatus.NO_GOAL;
        }
        return value >= least && value <= most ? GoalStatus.REACHED : GoalStatus.MISSED;
    }
}
