package dev.carteiro.schemas.subscription;

import dev.carteiro.schemas.json.StrictJson;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Detects secrets that were pasted incorrectly. Stateless.
 *
 * <p>According to the contract, any text is a key. So {@code v1,whsec_...} would be a key of 40 characters, although
 * the receiver uses the 24 bytes after the prefix, and no signature would ever verify. Therefore a plain text that
 * looks like another key format, a header or a signature is rejected. The rules apply only to newly written
 * subscriptions: secrets in force remain in force.
 */
final class SecretRules {
    /**
     * Size below which a key is vulnerable to brute force, in bytes. RFC 2104 recommends the size of the hash (32
     * bytes).
     */
    private static final int MIN_RECOMMENDED_BYTES = 16;

    private static final String ACCEPTED = "use whsec_ and base64 of 24 to 64 bytes, whsk_ and base64 of an ed25519"
            + " private key, or the key itself as plain text, without anything around it";

    private static final Pattern PREFIXED = Pattern.compile("^wh(sec|sk|pk)|wh(sec|sk|pk)[_-]");
    private static final Pattern VERSIONED = Pattern.compile("^(v[0-9]+a?,|sha(1|256|512)=).*");
    private static final Pattern HEADER = Pattern
            .compile(
                    "^(bearer\\s+\\S+|basic\\s+(?=.*[0-9=])[a-z0-9+/]{8,}=*|((proxy-)?authorization|x-[a-z0-9-]+)\\s*:.*)$");
    private static final Pattern PEM = Pattern
            .compile("(begin|end) ([a-z0-9]+ ){0,3}(private|public) key|begin certificate");
    private static final Pattern PUBLIC = Pattern.compile("^(ssh-[a-z0-9]+|ecdsa-[a-z0-9-]+|age1[a-z0-9]{50,}).*");
    /** A DER sequence that is longer than any typical HMAC key: a PEM block without its first and last line. */
    private static final Pattern DER = Pattern.compile("^mii[a-z0-9+/=\\s]{300,}$");
    private static final Pattern JWK = Pattern.compile("[{,]\\s*\"?(kty|keys)\"?\\s*:");
    private static final String QUOTES = "\"'`\u00b4\u2018\u2019\u201c\u201d\u00ab\u00bb";

    private SecretRules() {
    }

    /**
     * Returns the reason for which a text is rejected as a plain key; empty if there is none, or if the text has
     * another format with its own checks.
     *
     * @param text text of a secret, before {@link Secret#parse}
     * @return what is wrong and what would be accepted; never contains parts of the text
     */
    static Optional<String> problem(String text) {
        if (PemKey.looksLike(text)) {
            return Optional.empty(); // a PEM block contains line breaks
        }
        String reason = reason(text);
        return reason == null ? Optional.empty() : Optional.of(reason + "; " + ACCEPTED);
    }

    /** Returns the reason for which an accepted secret is weak; empty if it is not. */
    static Optional<String> warning(Secret secret) {
        if (secret instanceof Secret.Hmac hmac && hmac.key().getEncoded().length < MIN_RECOMMENDED_BYTES) {
            return Optional
                    .of("is a key of " + hmac.key().getEncoded().length + " bytes, which is vulnerable to brute force;"
                            + " use at least " + MIN_RECOMMENDED_BYTES
                            + " bytes, or generate one by rotating the secrets");
        }
        return Optional.empty();
    }

    private static @Nullable String reason(String text) {
        if (!StrictJson.hasUtf8(text)) {
            return "contains half a surrogate pair, which cannot be encoded";
        }
        if (text.isBlank() || isBlank(text.codePointAt(0)) || isBlank(text.codePointBefore(text.length()))) {
            return "starts or ends with white space or an invisible character, which would be part of the key";
        }
        if (text.codePoints().anyMatch(SecretRules::isInvisible)) {
            return "contains a control character or an invisible character, which would be part of the key";
        }
        if (isQuote(text.charAt(0)) || isQuote(text.charAt(text.length() - 1))) {
            return "starts or ends with a quotation mark, which would be part of the key";
        }
        if (text.startsWith("whsec_") || text.startsWith("whsk_") || text.startsWith("whpk_")) {
            return null;
        }
        // NFKC, because full-width letters look like letters, too.
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (PREFIXED.matcher(plain).find()) {
            return "looks like whsec_, whsk_ or whpk_, but does not start with exactly this prefix in lower case, with an"
                    + " underscore";
        }
        if (VERSIONED.matcher(plain).matches()) {
            return "looks like a signature, or a key with a version prefix";
        }
        if (HEADER.matcher(plain).matches()) {
            return "looks like a header, which belongs in 'headers'";
        }
        if (PEM.matcher(plain).find() || DER.matcher(plain).matches()) {
            return "looks like a PEM key, but is not one complete block from -----BEGIN to -----END-----";
        }
        if (PUBLIC.matcher(plain).matches() || JWK.matcher(plain).find()) {
            return "looks like a key in an unsupported format";
        }
        return null;
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || isInvisible(codePoint);
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean isQuote(char c) {
        return QUOTES.indexOf(c) >= 0;
    }
}
