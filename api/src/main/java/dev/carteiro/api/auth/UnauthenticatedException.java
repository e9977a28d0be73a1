package dev.carteiro.api.auth;

/** A request that does not prove who asks. The message may be shown to whoever asked: it holds no part of the token. */
public final class UnauthenticatedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnauthenticatedException(String message) {
        super(message);
    }
}
