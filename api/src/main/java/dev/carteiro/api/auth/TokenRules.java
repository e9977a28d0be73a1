package dev.carteiro.api.auth;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The claims that an accepted token must have. Immutable.
 *
 * @param issuer exactly the token's {@code iss}
 * @param audience one of the token's {@code aud}
 * @param skew how far the issuer's clock may differ from ours
 */
public record TokenRules(String issuer, String audience, Duration skew) {
    /** The accepted form of an issuer and an audience, for messages. */
    public static final String ACCEPTED = "1 to 256 visible ASCII characters without quotes and backslashes";

    public static final Duration LONGEST_SKEW = Duration.ofMinutes(5);

    /** Fit for messages and for quoted strings of HTTP headers. */
    private static final Pattern LEGAL = Pattern.compile("[!-~&&[^\"'\\\\]]{1,256}");

    public TokenRules {
        if (!isName(issuer) || !isName(audience)) {
            throw new IllegalArgumentException("issuer and audience are " + ACCEPTED);
        }
        if (skew.isNegative() || skew.compareTo(LONGEST_SKEW) > 0) {
            throw new IllegalArgumentException("skew is " + skew + ": write 0 to " + LONGEST_SKEW);
        }
    }

    /** Returns whether a text can be an issuer or an audience. */
    public static boolean isName(String text) {
        return LEGAL.matcher(text).matches();
    }
}
