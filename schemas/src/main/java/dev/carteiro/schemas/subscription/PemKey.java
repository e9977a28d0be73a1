package dev.carteiro.schemas.subscription;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses RSA private keys in PEM (RFC 7468), as {@code openssl} writes them: PKCS#8, or the older PKCS#1. Stateless.
 */
final class PemKey {
    static final int MIN_BITS = 2_048;

    private static final String ACCEPTED = "an RSA private key in PEM: -----BEGIN PRIVATE KEY----- or"
            + " -----BEGIN RSA PRIVATE KEY-----, not encrypted, of at least " + MIN_BITS + " bits";

    private static final Pattern SYNTAX = Pattern
            .compile("\\s*-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");

    /** PKCS#8 version and algorithm: 0, rsaEncryption, no parameters (RFC 5958, RFC 8017 appendix A.1). */
    private static final byte[] RSA_ENCRYPTION = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PemKey() {
    }

    static boolean looksLike(String text) {
        return text.stripLeading().startsWith("-----BEGIN ");
    }

    /**
     * @throws IllegalArgumentException if the text is not an accepted key; the message never contains parts of the key
     */
    static RSAPrivateKey parse(String text) {
        Matcher form = SYNTAX.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("is not one complete PEM block; use " + ACCEPTED);
        }
        byte[] der = decode(form.group(2).replaceAll("\\s", ""));
        RSAPrivateKey key = switch (form.group(1)) {
            case "PRIVATE KEY" -> rsa(der);
            case "RSA PRIVATE KEY" -> rsa(wrapped(der));
            case "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE" -> throw new IllegalArgumentException(
                    "is a public key, which cannot sign; use " + ACCEPTED
                            + ", and give the public key to the receiver");
            case "ENCRYPTED PRIVATE KEY" -> throw new IllegalArgumentException("is encrypted; use " + ACCEPTED);
            default -> throw new IllegalArgumentException("is another kind of key; use " + ACCEPTED);
        };
        int bits = key.getModulus().bitLength();
        if (bits < MIN_BITS) {
            throw new IllegalArgumentException("has " + bits + " bits; use " + ACCEPTED);
        }
        return key;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("contains characters that are not base64; use " + ACCEPTED);
        }
    }

    private static RSAPrivateKey rsa(byte[] pkcs8) {
        try {
            return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            // Without the message and the cause, which may quote the key.
            throw new IllegalArgumentException("is not an RSA private key; use " + ACCEPTED);
        }
    }

    /** Wraps PKCS#1 into PKCS#8. */
    private static byte[] wrapped(byte[] pkcs1) {
        byte[] octets = element(0x04, pkcs1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_ENCRYPTION);
        content.writeBytes(octets);
        return element(0x30, content.toByteArray());
    }

    /** Encodes one DER element (X.690 section 8.1). */
    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int sign = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - sign));
            out.write(length, sign, length.length - sign);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
