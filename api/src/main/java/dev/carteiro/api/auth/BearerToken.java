package dev.carteiro.api.auth;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the token in an {@code Authorization} header: RFC 6750 section 2.1. Stateless. */
final class BearerToken {
    /** The longest token that is looked at, in characters. Real ones have some hundreds. */
    static final int LONGEST = 8 * 1024;

    private static final Pattern FORM = Pattern.compile("(?i:Bearer) ++([A-Za-z0-9._~+/-]++=*+)");

    private BearerToken() {
    }

    static String of(@Nullable String authorization) {
        if (authorization == null || authorization.isEmpty()) {
            throw UnauthenticatedException
                    .withoutToken("no token is given: send a header 'Authorization: Bearer' with a token");
        }
        if (authorization.length() > LONGEST + "Bearer ".length()) {
            throw new UnauthenticatedException("the token is too long: at most " + LONGEST + " characters");
        }
        Matcher form = FORM.matcher(authorization);
        if (!form.matches()) {
            throw UnauthenticatedException.withoutToken("the Authorization header is not understood: it is the word"
                    + " Bearer, a space, and a token");
        }
        return form.group(1);
    }
}
