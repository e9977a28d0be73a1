package dev.carteiro.api.auth;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Believes signed JWTs of one issuer. Safe for any thread.
 *
 * <p>In this order, each step seeing only what the one before let through: size and form of the header, form of the
 * token, its algorithm and what else its header says, the key, the signature, and only then what it claims.
 */
public final class JwtAuthenticator implements Authenticator {
    private final KeySetCache keys;
    private final TokenRules rules;
    private final InstantSource clock;

    public JwtAuthenticator(KeySetCache keys, TokenRules rules, InstantSource clock) {
        this.keys = keys;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public Caller authenticate(@Nullable String authorization) {
        CompactToken token = CompactToken.parse(BearerToken.of(authorization));
        List<TokenVerificationKey> fitting = keys.find(token.algorithm(), token.keyId());
        if (fitting.isEmpty()) {
            throw new UnauthenticatedException(token.keyId() == null
                    ? "the token names no key: its kid is required, unless one key only fits its alg"
                    : "the token names a key that is not known, or not for its alg: its kid must be one of the"
                            + " configured key set");
        }
        if (fitting.stream().noneMatch(key -> key.check().verifies(token.signed(), token.signature()))) {
            throw new UnauthenticatedException("the token's signature is not that of its key");
        }
        return new Claims(token.claims(), rules).caller(clock.instant());
    }
}
