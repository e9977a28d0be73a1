package dev.carteiro.schemas.filter;

/** A document is not a content filter, or one that would cost too much. The message says what would be accepted. */
@SuppressWarnings("serial") // never leaves the process
public final class InvalidFilterException extends Exception {
    private final String pointer;

    /** @param pointer JSON Pointer (RFC 6901) into the filter; empty for all of it */
    InvalidFilterException(String pointer, String message) {
        super(message, null, false, false);
        this.pointer = pointer;
    }

    /** Returns where in the filter the fault is, as a JSON Pointer. */
    public String pointer() {
        return pointer;
    }
}
