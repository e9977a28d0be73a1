package dev.carteiro.schemas.json;

/**
 * Thrown for bytes that are not one JSON document in UTF-8. The message says in one line what is wrong, and where if
 * that is known.
 */
public final class InvalidJsonException extends Exception {
    private final String reason;
    private final int offset;
    private final int line;
    private final int column;

    /** Creates a fault of the whole document. */
    public InvalidJsonException(String reason) {
        this(reason, 0, 0, 0);
    }

    /**
     * @param offset offset of the fault, in bytes from the start of the document
     * @param line line of the fault, from 1
     * @param column column of the fault in characters, from 1
     */
    InvalidJsonException(String reason, int offset, int line, int column) {
        super(reason, null, false, false);
        this.reason = reason;
        this.offset = offset;
        this.line = line;
        this.column = column;
    }

    @Override
    public String getMessage() {
        return hasPlace() ? reason + " (line " + line + ", column " + column + ")" : reason;
    }

    /**
     * Returns the same fault for a document that is embedded in a text.
     *
     * @param firstLine line in which the document starts, from 1
     * @param firstColumn column at which the document starts, from 1
     */
    public InvalidJsonException inside(int firstLine, int firstColumn) {
        return hasPlace()
                ? new InvalidJsonException(reason, offset, firstLine + line - 1,
                        line == 1 ? firstColumn + column - 1 : column)
                : this;
    }

    /** Returns what is wrong, without the position. */
    public String reason() {
        return reason;
    }

    /** Returns whether the position of the fault is known. */
    public boolean hasPlace() {
        return line > 0;
    }

    /** Returns the offset of the fault, in bytes from the start of the document. */
    public int offset() {
        return offset;
    }

    /** Returns the line of the fault, from 1. */
    public int line() {
        return line;
    }

    /** Returns the column of the fault in characters, from 1. */
    public int column() {
        return column;
    }
}
