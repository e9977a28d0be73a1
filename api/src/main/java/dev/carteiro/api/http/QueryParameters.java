package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's query parameters, each at most once. Immutable.
 *
 * <p>Unknown parameters are rejected: a misspelt filter that was ignored would return more than was requested.
 */
public final class QueryParameters {
    private final Map<String, String> parameters;

    private QueryParameters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * Parses a query.
     *
     * @throws ApiException if the query is not percent-encoded UTF-8, or has a parameter twice
     */
    static QueryParameters parse(@Nullable String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                if (parameters.put(name, value) != null) {
                    throw ApiException.invalidParameter(name, "the parameter is given twice: give it once");
                }
            }
        }
        return new QueryParameters(Collections.unmodifiableMap(parameters));
    }

    public @Nullable String get(String name) {
        return parameters.get(name);
    }

    /** Returns all parameters in their order. */
    public Map<String, String> all() {
        return parameters;
    }

    /**
     * Requires that there are no other parameters.
     *
     * @throws ApiException if there is another parameter
     */
    public void requireOnly(Collection<String> known) {
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw ApiException.invalidParameter(name, known.isEmpty()
                        ? "unknown parameter: this operation has none"
                        : "unknown parameter: use " + String.join(", ", known));
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
            // Rejected below, as is a replacement character.
        }
        throw ApiException.of(ErrorCode.INVALID_PARAMETER, "the query is not percent-encoded UTF-8");
    }
}
