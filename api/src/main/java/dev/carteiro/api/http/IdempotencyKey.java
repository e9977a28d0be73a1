package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of draft-ietf-httpapi-idempotency-key-header. Stateless. Its value is taken as it is, with the quotes that the
 * draft wants and most clients leave out.
 */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    /** Of a response that an earlier request with the key got first. */
    static final String REPLAYED = "Idempotent-Replayed";

    private static final Pattern ACCEPTED = Pattern.compile("[!-~]{1,255}");

    private IdempotencyKey() {
    }

    /**
     * Returns the request's key; {@code null} where it has none.
     *
     * @throws ApiException if it cannot be one
     */
    static @Nullable String of(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(HEADER));
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1) {
            throw ApiException.header(ErrorCode.MALFORMED_REQUEST, HEADER,
                    "the request has " + given.size() + " of them; send one");
        }
        if (!ACCEPTED.matcher(given.getFirst()).matches()) {
            throw ApiException.header(ErrorCode.MALFORMED_REQUEST, HEADER,
                    "must be 1 to 255 visible ASCII characters without spaces, a UUID for example");
        }
        return given.getFirst();
    }
}
