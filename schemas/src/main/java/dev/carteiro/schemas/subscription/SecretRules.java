package dev.carteiro.schemas.subscription;

import dev.carteiro.schemas.json.StrictJson;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells a secret that was pasted wrongly from a secret of its owner's own making. Stateless.
 *
 * <p>Any text is a key by the contract, so {@code v1,whsec_...} would be one, too: of its 40 characters, where the receiver
 * holds the 24 bytes behind the prefix. Such a subscription is valid, signs, and never verifies. So a text that would be
 * taken for plain and looks like another form, a header's value or a signature is a mistake. These rules only apply when
 * a subscription is written: what is in force stays in force.
 */
final class SecretRules {
    /** A shorter key can be guessed by trying: RFC 2104 advises as many bytes as the hash has, 16 is half of that. */
    private static final int SHORT_BELOW = 16;

    private static final String ACCEPTED = "give whsec_ and base64 of 24 to 64 bytes, whsk_ and base64 of an ed25519"
            + " private key, or the key itself as plain text, and nothing around it";

    private static final Pattern PREFIXED = Pattern.compile("^wh(sec|sk|pk)|wh(sec|sk|pk)[_-]");
    private static final Pattern VERSIONED = Pattern.compile("^(v[0-9]+a?,|sha(1|256|512)=).*");
    private static final Pattern HEADER = Pattern
            .compile(
                    "^(bearer\\s+\\S+|basic\\s+(?=.*[0-9=])[a-z0-9+/]{8,}=*|((proxy-)?authorization|x-[a-z0-9-]+)\\s*:.*)$");
    private static final Pattern PEM = Pattern
            .compile("(begin|end) ([a-z0-9]+ ){0,3}(private|public) key|begin certificate");
    private static final Pattern PUBLIC = Pattern.compile("^(ssh-[a-z0-9]+|ecdsa-[a-z0-9-]+|age1[a-z0-9]{50,}).*");
    /** A DER sequence longer than any HMAC key that people write: a PEM block without its first and last line. */
    private static final Pattern DER = Pattern.compile("^mii[a-z0-9+/=\\s]{300,}$");
    private static final Pattern JWK = Pattern.compile("[{,]\\s*\"?(kty|keys)\"?\\s*:");
    private static final String QUOTES = "\"'`\u00b4\u2018\u2019\u201c\u201d\u00ab\u00bb";

    private SecretRules() {
    }

    /**
     * Why a text should not be taken for a key as it stands; empty for any text that is read as another form, which is
     * judged there.
     *
     * @param text that {@link Secret#parse} takes for plain, or that it has not seen yet
     * @return what is wrong and what would be accepted; never any of the text
     */
    static Optional<String> problem(String text) {
        if (PemKey.looksLike(text)) {
            return Optional.empty(); // line ends are part of it
        }
        String reason = reason(text);
        return reason == null ? Optional.empty() : Optional.of(reason + "; " + ACCEPTED);
    }

    /** Why a secret that is accepted is a weak one. */
    static Optional<String> warning(Secret secret) {
        if (secret instanceof Secret.Hmac hmac && hmac.key().getEncoded().length < SHORT_BELOW) {
            return Optional
                    .of("is a key of " + hmac.key().getEncoded().length + " bytes, which can be guessed by trying;"
                            + " use at least " + SHORT_BELOW + ", or let the rotation of secrets make one");
        }
        return Optional.empty();
    }

    private static @Nullable String reason(String text) {
        if (!StrictJson.hasUtf8(text)) {
            return "holds half a surrogate pair, which has no bytes";
        }
        if (text.isBlank() || isBlank(text.codePointAt(0)) || isBlank(text.codePointBefore(text.length()))) {
            return "begins or ends with white space or an invisible character, which would be part of the key";
        }
        if (text.codePoints().anyMatch(SecretRules::isInvisible)) {
            return "holds a control character or an invisible one, which would be part of the key";
        }
        if (isQuote(text.charAt(0)) || isQuote(text.charAt(text.length() - 1))) {
            return "begins or ends with a quotation mark, which would be part of the key";
        }
        if (text.startsWith("whsec_") || text.startsWith("whsk_") || text.startsWith("whpk_")) {
            return null;
        }
        // As it would be read aloud: full-width letters are letters.
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (PREFIXED.matcher(plain).find()) {
            return "looks like whsec_, whsk_ or whpk_ and does not begin with it exactly, in lower case and with an"
                    + " underscore";
        }
        if (VERSIONED.matcher(plain).matches()) {
            return "looks like a signature or a key with its version in front";
        }
        if (HEADER.matcher(plain).matches()) {
            return "looks like a header, which belongs into 'headers'";
        }
        if (PEM.matcher(plain).find() || DER.matcher(plain).matches()) {
            return "looks like a PEM key and is not one complete block from -----BEGIN to -----END-----";
        }
        if (PUBLIC.matcher(plain).matches() || JWK.matcher(plain).find()) {
            return "looks like a key of a form that is not read here";
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
