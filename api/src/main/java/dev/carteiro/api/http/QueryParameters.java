package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's query parameters, each given at most once. Immutable.
 *
 * <p>Strict, because a filter that was dropped for being misspelt would answer more than was asked for.
 */
public final class QueryParameters {
    private final Map<String, String> parameters;

    private QueryParameters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** @throws ApiException if it is not percent-encoded UTF-8, or gives a parameter twice */
    static QueryParameters parse(@Nullable String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                if (parameters.put(name, value) != null) {
                    throw ApiException.parameter(name, "it is given twice");
                }
            }
        }
        return new QueryParameters(Collections.unmodifiableMap(parameters));
    }

    public @Nullable String get(String name) {
        return parameters.get(name);
    }

    /** All of them, in the order in which they were given. */
    public Map<String, String> all() {
        return parameters;
    }

    /** @throws ApiException if there is any other parameter */
    public void requireOnly(Collection<String> known) {
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw ApiException.parameter(name, known.isEmpty()
                        ? "no parameters are known here"
                        : "unknown parameter; known are " + String.join(", ", known));
            }
        }
    }

    private static String decode(String encoded) {
        try {
            String text = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            if (text.indexOf('\uFFFD') < 0) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            // The answer is the same.
        }
        throw ApiException.of(ErrorCode.INVALID_PARAMETER, "the query is not percent-encoded UTF-8");
    }
}
