package dev.carteiro.cli.option;

/**
 * A column of a table. Its kind decides how it fits into a narrow terminal. Immutable.
 *
 * @param title the title, in capitals
 * @param kind the kind of its content
 * @param usualWidth its minimum width
 */
public record Column(String title, Kind kind, int usualWidth) {
    /** The kind of a column's content. */
    enum Kind {
        /** Ids and times: never shortened. */
        KEY,
        /** Numbers: right-aligned, never shortened. */
        NUMBER,
        /** An outcome or a state: coloured, never shortened. */
        OUTCOME,
        /** Free text: shortened if the terminal is narrow. */
        TEXT,
        /** The last column, with a message or a remedy: never shortened, but wrapped or written below the row. */
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

    /** Returns a column of coloured outcomes or states. */
    public static Column outcome(String title) {
        return new Column(title, Kind.OUTCOME, 0);
    }

    /** Returns a column that is shortened if the terminal is narrow. */
    public static Column text(String title) {
        return new Column(title, Kind.TEXT, 0);
    }

    /** Returns a last column that is never shortened. */
    public static Column detail(String title) {
        return new Column(title, Kind.DETAIL, 0);
    }

    /** Returns this column with a width for rows that are not known yet. */
    public Column withUsualWidth(int width) {
        return new Column(title, kind, width);
    }
}
