package dev.carteiro.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * Creates the signature verifier of each algorithm. Stateless.
 *
 * <p>ECDSA has two valid spellings of every signature, (r, s) and (r, n - s), and both are accepted, because issuers
 * make both (RFC 7518 asks for neither). Nothing here or behind it may take a token's text for an identity.
 */
final class TokenSignatureVerifiers {
    private static final String ED25519 = "Ed25519";
    private static final int ED25519_KEY_BYTES = 32;

    /** The X.509 prefix of an Ed25519 key's bytes (RFC 8410). */
    private static final byte[] ED25519_X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private TokenSignatureVerifiers() {
    }

    static TokenSignatureVerifier rs256(RSAKey key) throws JOSEException {
        return by(new RSASSAVerifier(key.toRSAPublicKey()), JWSAlgorithm.RS256);
    }

    /** Nimbus refuses r and s outside of 1 to n - 1 (CVE-2022-21449), and any length but 64 bytes. */
    static TokenSignatureVerifier es256(ECKey key) throws JOSEException {
        return by(new ECDSAVerifier(key.toECPublicKey()), JWSAlgorithm.ES256);
    }

    /** By the JDK: Nimbus would want Tink, a second library of cryptography, for what Java itself has had since 15. */
    static TokenSignatureVerifier ed25519(OctetKeyPair key) throws GeneralSecurityException {
        byte[] x = key.getX().decode();
        if (x.length != ED25519_KEY_BYTES) {
            throw new GeneralSecurityException("x has " + x.length + " bytes, not " + ED25519_KEY_BYTES);
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(ED25519_X509);
        encoded.writeBytes(x);
        PublicKey publicKey = KeyFactory.getInstance(ED25519)
                .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
        Signature.getInstance(ED25519).initVerify(publicKey); // throws now, not later, if x is no point
        return (signed, signature) -> {
            try {
                Signature verifier = Signature.getInstance(ED25519);
                verifier.initVerify(publicKey);
                verifier.update(signed);
                return verifier.verify(signature);
            } catch (SignatureException e) {
                return false; // not 64 bytes, or s out of range
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a key that was accepted can be used", e);
            }
        };
    }

    private static TokenSignatureVerifier by(JWSVerifier verifier, JWSAlgorithm algorithm) {
        JWSHeader header = new JWSHeader(algorithm);
        return (signed, signature) -> {
            try {
                return verifier.verify(header, signed, Base64URL.encode(signature));
            } catch (JOSEException e) {
                return false;
            }
        };
    }
}
