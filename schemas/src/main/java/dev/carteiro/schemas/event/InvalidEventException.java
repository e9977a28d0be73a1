package dev.carteiro.schemas.event;

/** Thrown for a record that can be read but is not a valid event. The message names the member. */
final class InvalidEventException extends Exception {
    private final String message;

    InvalidEventException(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
