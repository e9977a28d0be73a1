package dev.carteiro.schemas.json;

/**
 * Bytes that are not one JSON document in UTF-8. The message is one line that says what is wrong, and where if that is known.
 */
public final class InvalidJsonException extends Exception {
    private final String reason;
    private final int offset;
    private final int line;
    private final int column;

    /** A fault of the document as a whole. */
    public InvalidJsonException(String reason) {
        this(reason, 0, 0, 0);
    }

    /**
     * @param offset of the spot, in bytes from the document's first
     * @param line from 1
     * @param column in characters, from 1
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
     * The same fault of a document that is a part of a text.
     *
     * @param firstLine of the document, from 1
     * @param firstColumn of the document in that line, from 1
     */
    public InvalidJsonException inside(int firstLine, int firstColumn) {
        return hasPlace()
                ? new InvalidJsonException(reason, offset, firstLine + line - 1, line == 1 ? firstColumn + column - 1 : column)
                : this;
    }

    /** What is wrong, without where. */
    public String reason() {
        return reason;
    }

    /** Whether the fault lies at one spot. */
    public boolean hasPlace() {
        return line > 0;
    }

    /** Of the spot, in bytes from the document's first. */
    public int offset() {
        return offset;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** In characters, from 1. */
    public int column() {
        return column;
    }
}
