package dev.carteiro.api.auth;

/**
 * A request that does not prove who asks. The message may be shown to whoever asked: it holds no part of the token. Costs no
 * stack trace, because requests that are refused must be cheap.
 */
public final class UnauthenticatedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String REALM = "Bearer realm=\"carteiro\"";

    private final boolean tokenGiven;

    /** A token that is not accepted. */
    public UnauthenticatedException(String message) {
        this(message, true);
    }

    private UnauthenticatedException(String message, boolean tokenGiven) {
        super(message, null, false, false);
        this.tokenGiven = tokenGiven;
    }

    /** A request that did not try. */
    public static UnauthenticatedException withoutToken(String message) {
        return new UnauthenticatedException(message, false);
    }

    /**
     * The value of the answer's {@code WWW-Authenticate} header: RFC 6750 section 3, which wants no error code where no
     * token was given.
     */
    public String challenge() {
        return tokenGiven ? REALM + ", error=\"invalid_token\"" : REALM;
    }
}
