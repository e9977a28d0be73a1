package dev.carteiro.schemas.json;

/** Bytes that are not one JSON document in UTF-8; the message says what and where in one line. */
public final class InvalidJson extends Exception {
    private final String message;

    public InvalidJson(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
