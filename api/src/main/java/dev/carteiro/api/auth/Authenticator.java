package dev.carteiro.api.auth;

import org.jspecify.annotations.Nullable;

/** Tells who asks. Safe for any thread. */
@FunctionalInterface
public interface Authenticator {
    /**
     * @param authorization the request's {@code Authorization} header, if it has one
     * @throws UnauthenticatedException if it does not prove who asks
     */
    Caller authenticate(@Nullable String authorization);
}
