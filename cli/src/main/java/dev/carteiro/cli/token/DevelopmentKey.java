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
 * The key that {@code up} or a single API trusts if no issuer is configured. It is stored in the data directory. Immutable.
 *
 * <pre>
 *   DIR/keys/private.json   the key, readable by its owner only      DIR/keys/jwks.json   the public key
 * </pre>
 *
 * <p>It is an RSA key, because the API verifies a signature with every request, and RSA signatures are the cheapest to verify.
 */
public final class DevelopmentKey {
    private static final String DIRECTORY = "keys";
    private static final int RSA_BITS = 2048;

    private final RSAKey key;
    private final Path keySet;

    private DevelopmentKey(RSAKey key, Path keySet) {
        this.key = key;
        this.keySet = keySet;
    }

    /**
     * Loads the key, and creates it first if it is missing. Only the holder of the data directory's lock can call it.
     *
     * @throws CommandException if the key cannot be read or written
     */
    public static DevelopmentKey createOrLoad(Path data) {
        Path file = privateFile(data);
        Path keySet = keySetFile(data);
        try {
            PrivateFiles.createDirectory(data.resolve(DIRECTORY));
            if (!Files.exists(file)) {
                PrivateFiles.write(file, generate().toJSONString(), false);
            }
            DevelopmentKey development = load(data);
            String set = new JWKSet(development.key.toPublicJWK()).toString();
            if (!Files.exists(keySet) || !Files.readString(keySet).equals(set)) {
                PrivateFiles.write(keySet, set, true);
            }
            return development;
        } catch (IOException e) {
            throw new CommandException(
                    "cannot write the development key to " + data.resolve(DIRECTORY) + " (" + e.getMessage()
                            + "): make the directory writable, or choose another directory with --data",
                    e);
        }
    }

    /**
     * Loads the key.
     *
     * @throws CommandException if there is none, or it cannot be used
     */
    static DevelopmentKey load(Path data) {
        Path file = privateFile(data);
        try {
            if (Files.exists(file) && PrivateFiles.isOpenToOthers(file)) {
                throw new CommandException(
                        file + " can be read by other users: delete it, so that the next carteiro up creates"
                                + " another key, or run chmod 600 if nobody has read it");
            }
            return new DevelopmentKey(JWK.parse(Files.readString(file)).toRSAKey(), keySetFile(data));
        } catch (NoSuchFileException e) {
            throw new CommandException(
                    "there is no development key in " + data + ": start carteiro up or api first, with the"
                            + " same --data",
                    e);
        } catch (ParseException | RuntimeException e) {
            if (e instanceof CommandException failure) {
                throw failure;
            }
            throw new CommandException(
                    file + " is damaged: delete it, so that the next carteiro up creates another key", e);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Returns the file with the public key, as a JWKS. */
    public Path keySet() {
        return keySet;
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new CommandException(
                    "the development key cannot sign (" + e.getMessage() + "): delete it, so that the next"
                            + " carteiro up creates another key",
                    e);
        }
        return token.serialize();
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(RSA_BITS).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK can generate RSA keys", e);
        }
    }

    private static Path privateFile(Path data) {
        return data.resolve(DIRECTORY).resolve("private.json");
    }

    private static Path keySetFile(Path data) {
        return data.resolve(DIRECTORY).resolve("jwks.json");
    }
}
