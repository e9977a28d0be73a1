package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key} of draft-ietf-httpapi-idempotency-key-header. Stateless. The value is used as
 * sent; quotes, which the draft requires and most clients omit, are part of it.
 */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    /** The header of a response that repeats that of an earlier request. */
    static final String REPLAYED = "Idempotent-Replayed";

    private static final Pattern ACCEPTED = Pattern.compile("[!-~]{1,255}");

    private IdempotencyKey() {
    }

    /**
     * Returns the request's key; {@code null} if it has none.
     *
     * @throws ApiException if the key is invalid
     */
    static @Nullable String of(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(HEADER));
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1) {
            throw ApiException.invalidHeader(ErrorCode.MALFORMED_REQUEST, HEADER,
                    "the request has " + given.size() + " " + HEADER + " headers; send one");
        }
        if (!ACCEPTED.matcher(given.getFirst()).matches()) {
            throw ApiException.invalidHeader(ErrorCode.MALFORMED_REQUEST, HEADER,
                    "invalid key: use 1 to 255 visible ASCII characters without spaces, for example a UUID");
        }
        return given.getFirst();
    }
}
