package dev.carteiro.api.auth;

/**
 * No token can be verified: no key set could be read since this process started. No fault of whoever asks, who
 * may ask again later (503).
 */
public final class KeysUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeysUnavailableException() {
        super("tokens cannot be checked at the moment, because the keys of those who issue them cannot be read;"
                + " try again later");
    }
}
