package dev.carteiro.bench.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.carteiro.bench.process.BenchHarnessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Issues tokens with the most common algorithm. Safe for any thread. */
public final class BenchTokenIssuer {
    private static final String NAME = "https://bench.carteiro.dev";
    private static final String AUDIENCE = "carteiro";
    private static final int KEY_BITS = 2048;
    private static final Duration VALIDITY = Duration.ofHours(2);

    private final RSAKey key;
    private final Path keySet;

    /** @param keySet file to which the public key is written, for the API */
    public BenchTokenIssuer(Path keySet) {
        this.keySet = keySet;
        try {
            key = new RSAKeyGenerator(KEY_BITS).keyID("bench").generate();
            Files.writeString(keySet, new JWKSet(key.toPublicJWK()).toString());
        } catch (JOSEException | IOException e) {
            throw new BenchHarnessException("cannot generate a key: " + e.getMessage(), e);
        }
    }

    /** Returns the API's settings for this issuer. */
    public List<String> settings() {
        return List.of("api.jwks=" + keySet.toAbsolutePath(), "api.issuer=" + NAME, "api.audience=" + AUDIENCE);
    }

    /**
     * Returns a token with all permissions.
     *
     * @param subject of the token
     */
    public String token(String subject) {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().issuer(NAME).audience(AUDIENCE).subject(subject)
                        .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(VALIDITY)))
                        .claim("scope", "webhooks-engine/manage:subscriptions").build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new BenchHarnessException("cannot sign a token: " + e.getMessage(), e);
        }
        return token.serialize();
    }
}
