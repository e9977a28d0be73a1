package dev.carteiro.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * A public key that tokens may be signed with. Immutable.
 *
 * @param id its {@code kid}, if it has one
 * @param algorithm the only one it is used with
 * @param check of signatures
 */
record TokenVerificationKey(@Nullable String id, SigningAlgorithm algorithm, TokenSignatureVerifier check) {
    private static final int FEWEST_RSA_BITS = 2048; // RFC 7518 section 3.3

    /** A key of a set that is not for us; the message is for the operator. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }

    static TokenVerificationKey of(JWK jwk) throws UnusableException {
        if (jwk.getKeyUse() != null && !KeyUse.SIGNATURE.equals(jwk.getKeyUse())) {
            throw new UnusableException("its use is not sig");
        }
        if (jwk.getKeyOperations() != null && !jwk.getKeyOperations().contains(KeyOperation.VERIFY)) {
            throw new UnusableException("its key_ops do not hold verify");
        }
        TokenVerificationKey key = of(jwk.getKeyID(), jwk);
        if (jwk.getAlgorithm() != null
                && SigningAlgorithm.named(jwk.getAlgorithm().getName()).orElse(null) != key.algorithm) {
            throw new UnusableException("its alg is not " + key.algorithm + ", the one that is accepted of such a key");
        }
        return key;
    }

    private static TokenVerificationKey of(@Nullable String id, JWK jwk) throws UnusableException {
        try {
            return switch (jwk) {
                case RSAKey rsa when rsa.size() < FEWEST_RSA_BITS ->
                    throw new UnusableException("it has " + rsa.size() + " bits; at least " + FEWEST_RSA_BITS);
                case RSAKey rsa ->
                    new TokenVerificationKey(id, SigningAlgorithm.RS256, TokenSignatureVerifiers.rs256(rsa));
                case ECKey ec when Curve.P_256.equals(ec.getCurve()) ->
                    new TokenVerificationKey(id, SigningAlgorithm.ES256, TokenSignatureVerifiers.es256(ec));
                case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) ->
                    new TokenVerificationKey(id, SigningAlgorithm.EDDSA, TokenSignatureVerifiers.ed25519(pair));
                default -> throw new UnusableException("accepted are RSA, EC with P-256, and OKP with Ed25519");
            };
        } catch (JOSEException | GeneralSecurityException | RuntimeException e) {
            throw new UnusableException("it is no valid key: " + e.getMessage());
        }
    }
}
