package dev.carteiro.schemas.event;

/** A record that is readable but is no event of the contract; the message names the member. */
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
