package dev.carteiro.cli.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.ParseException;

/**
 * The key that an {@code up}, or an API on its own, believes when nobody else is named. It is kept in the data directory.
 * Immutable.
 *
 * <pre>
 *   DIR/keys/private.json   the key, for its owner's eyes only      DIR/keys/jwks.json   its public half
 * </pre>
 *
 * <p>RSA, because checking its signatures is cheapest, and the API does that with every request.
 */
public final class DevelopmentKey {
    private static final String KEYS = "keys";
    private static final int BITS = 2048;

    private final RSAKey key;
    private final Path keySet;

    private DevelopmentKey(RSAKey key, Path keySet) {
        this.key = key;
        this.keySet = keySet;
    }

    /**
     * To be called by the holder of the data directory's lock only.
     *
     * @throws CommandException if it cannot be read or written
     */
    public static DevelopmentKey makeOrLoad(Path data) {
        Path file = privateFile(data);
        Path keySet = keySetFile(data);
        try {
            PrivateFiles.createDirectory(data.resolve(KEYS));
            if (!Files.exists(file)) {
                PrivateFiles.write(file, make().toJSONString(), false);
            }
            DevelopmentKey development = load(data);
            String set = new JWKSet(development.key.toPublicJWK()).toString();
            if (!Files.exists(keySet) || !Files.readString(keySet).equals(set)) {
                PrivateFiles.write(keySet, set, true);
            }
            return development;
        } catch (IOException e) {
            throw new CommandException("cannot write the development key to " + data.resolve(KEYS) + ": " + e.getMessage()
                    + ": make the directory writable, or choose another with --data", e);
        }
    }

    /** @throws CommandException if there is none, or it cannot be used */
    static DevelopmentKey load(Path data) {
        Path file = privateFile(data);
        try {
            if (Files.exists(file) && PrivateFiles.isOpenToOthers(file)) {
                throw new CommandException(file + " may be read by others: chmod 600 it if nobody did, or delete it, and the"
                        + " next carteiro up makes another");
            }
            return new DevelopmentKey(JWK.parse(Files.readString(file)).toRSAKey(), keySetFile(data));
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no development key in " + data + ": start carteiro up or api first, with the"
                    + " same --data", e);
        } catch (ParseException | RuntimeException e) {
            if (e instanceof CommandException ours) {
                throw ours;
            }
            throw new CommandException(file + " is damaged: delete it, and the next carteiro up makes another", e);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Its public half, as a JWKS. */
    public Path keySet() {
        return keySet;
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new CommandException("the development key cannot sign (" + e.getMessage() + "): delete it, and the next"
                    + " carteiro up makes another", e);
        }
        return token.serialize();
    }

    private static RSAKey make() {
        try {
            return new RSAKeyGenerator(BITS).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK can make RSA keys", e);
        }
    }

    private static Path privateFile(Path data) {
        return data.resolve(KEYS).resolve("private.json");
    }

    private static Path keySetFile(Path data) {
        return data.resolve(KEYS).resolve("jwks.json");
    }
}
