package dev.carteiro.runtime.settings;

/** Thrown for a setting that cannot be used; the message is one line for the operator. */
public final class InvalidSetting extends RuntimeException {
    public InvalidSetting(String message) {
        super(message);
    }
}
