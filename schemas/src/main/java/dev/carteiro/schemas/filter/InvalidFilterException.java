package dev.carteiro.schemas.filter;

/**
 * Thrown for a document that is not a content filter, or exceeds {@link FilterLimits}. The message says what would be
 * accepted.
 */
@SuppressWarnings("serial") // never leaves the process
public final class InvalidFilterException extends Exception {
    private final String pointer;

    /** @param pointer JSON Pointer (RFC 6901) into the filter; empty for the whole filter */
    InvalidFilterException(String pointer, String message) {
        super(message, null, false, false);
        this.pointer = pointer;
    }

    /** Returns the JSON Pointer of the fault in the filter. */
    public String pointer() {
        return pointer;
    }
}
