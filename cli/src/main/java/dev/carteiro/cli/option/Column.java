package dev.carteiro.cli.option;

/**
 * A column of a table: its title, and what becomes of it where the terminal is narrow. Immutable.
 *
 * @param title in capitals
 * @param kind what stands in it
 * @param usualWidth the width that it gets at least
 */
public record Column(String title, Kind kind, int usualWidth) {
    /** What stands in a column. */
    enum Kind {
        /** Ids, times: never shortened. */
        KEY,
        /** Numbers: right-aligned, never shortened. */
        NUMBER,
        /** An outcome or a state: coloured, never shortened. */
        OUTCOME,
        /** Free text: shortened where the terminal is narrow. */
        TEXT,
        /** The last column, which says what happened or what to do: never shortened but wrapped, or written beneath. */
        DETAIL
    }

    /** Returns a column that is never shortened. */
    public static Column key(String title) {
        return new Column(title, Kind.KEY, 0);
    }

    /** Returns a column of numbers. */
    public static Column number(String title) {
        return new Column(title, Kind.NUMBER, 0);
    }

    /** Returns a column of outcomes or states, in their colours. */
    public static Column outcome(String title) {
        return new Column(title, Kind.OUTCOME, 0);
    }

    /** Returns a column that is shortened where the terminal is narrow. */
    public static Column text(String title) {
        return new Column(title, Kind.TEXT, 0);
    }

    /** Returns a last column that is shown as a whole, however narrow the terminal is. */
    public static Column detail(String title) {
        return new Column(title, Kind.DETAIL, 0);
    }

    /** Returns the same with a width for rows that nobody knows yet. */
    public Column usually(int width) {
        return new Column(title, kind, width);
    }
}
