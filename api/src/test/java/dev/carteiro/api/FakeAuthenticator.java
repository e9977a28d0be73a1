package dev.carteiro.api;

import dev.carteiro.api.auth.Authenticator;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.auth.Scope;
import dev.carteiro.api.auth.UnauthenticatedException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fake authenticator that trusts the header: {@code Bearer manage}, {@code Bearer read,create};
 * {@code Bearer manage@acme} is limited to a tenant. Stateless.
 */
public final class FakeAuthenticator implements Authenticator {
    @Override
    public Caller authenticate(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw UnauthenticatedException.withoutToken("send a token: Authorization: Bearer ...");
        }
        String[] parts = authorization.substring("Bearer ".length()).split("@", 2);
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        try {
            for (String scope : parts[0].split(",")) {
                scopes.add(Scope.valueOf(scope.toUpperCase(Locale.ROOT)));
            }
        } catch (IllegalArgumentException e) {
            throw new UnauthenticatedException("the token is not valid");
        }
        return new Caller("tester", parts.length > 1 ? parts[1] : null, scopes);
    }
}
