package dev.carteiro.api.auth;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** One of each kind of key, and tokens signed with them. Immutable. */
final class TestTokenIssuer {
    static final String RSA_HEADER = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
    static final String EC_HEADER = "{\"alg\":\"ES256\",\"kid\":\"ec\"}";
    static final String ED_HEADER = "{\"alg\":\"EdDSA\",\"kid\":\"ed\"}";

    private static final int ED25519_BYTES = 32;

    private final KeyPair rsa = pair("RSA");
    private final KeyPair ec = pair("EC");
    private final KeyPair ed = pair("Ed25519");

    /** The set that is published. */
    String keySet() {
        return "{\"keys\":[" + rsaJwk("rsa") + "," + ecJwk("ec") + "," + edJwk("ed") + "]}";
    }

    String rsaJwk(String id) {
        return new RSAKey.Builder((RSAPublicKey) rsa.getPublic()).keyID(id).build().toJSONString();
    }

    String ecJwk(String id) {
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) ec.getPublic()).keyID(id).build().toJSONString();
    }

    String edJwk(String id) {
        byte[] encoded = ed.getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID(id).build().toJSONString();
    }

    PublicKey rsaPublic() {
        return rsa.getPublic();
    }

    String rsa(String header, String payload) {
        return sign(header, payload, "SHA256withRSA", rsa);
    }

    String ec(String header, String payload) {
        return sign(header, payload, "SHA256withECDSAinP1363Format", ec);
    }

    String ed(String header, String payload) {
        return sign(header, payload, "Ed25519", ed);
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sign(String header, String payload, String algorithm, KeyPair keys) {
        String signed = base64(header) + "." + base64(payload);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair pair(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            switch (kind) {
                case "EC" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case "RSA" -> generator.initialize(2048);
                default -> {
                }
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
