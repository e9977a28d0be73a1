package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;

/**
 * Content negotiation of JSON:API 1.1, which also accepts {@code application/json}. Stateless.
 *
 * <p>Of the JSON:API type's parameters, {@code profile} is ignored, as the specification demands. Extensions are not
 * supported. Any other parameter makes the type unknown.
 */
final class MediaTypes {
    static final String JSON_API = "application/vnd.api+json";
    static final String JSON = "application/json";

    private static final String ACCEPT = "Accept";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final Set<String> ANY = Set.of("*/*", "application/*");

    private MediaTypes() {
    }

    /**
     * Selects the media type of a response.
     *
     * @throws ApiException if the client accepts no available type
     */
    static String acceptable(List<String> accept) {
        QuotedQualityCSV ranges = new QuotedQualityCSV();
        accept.forEach(ranges::addValue);
        if (ranges.isEmpty()) {
            return JSON_API;
        }
        for (String range : ranges.getValues()) {
            String type = type(range);
            if (ANY.contains(type) || (type.equals(JSON_API) && isKnown(range))) {
                return JSON_API;
            }
            if (type.equals(JSON)) {
                return JSON;
            }
        }
        throw ApiException.invalidHeader(ErrorCode.NOT_ACCEPTABLE, ACCEPT,
                "no acceptable type: accept " + JSON_API + " or " + JSON
                        + ", without extensions or parameters other than profile");
    }

    /**
     * Requires a supported type and encoding of a body.
     *
     * @throws ApiException if a body of this type is not supported
     */
    static void requireReadable(@Nullable String contentType, @Nullable String contentEncoding) {
        if (contentEncoding != null && !contentEncoding.equalsIgnoreCase("identity")) {
            throw ApiException.invalidHeader(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding",
                    "unsupported content encoding: send the body uncompressed");
        }
        String type = contentType == null ? "" : type(contentType);
        boolean readable = (type.equals(JSON_API) && isKnown(contentType))
                || (type.equals(JSON) && isUtf8(parameters(contentType)));
        if (!readable) {
            throw ApiException.invalidHeader(ErrorCode.UNSUPPORTED_MEDIA_TYPE, CONTENT_TYPE,
                    "unsupported media type: send " + JSON_API + " or " + JSON
                            + " in UTF-8, without extensions or parameters other than profile");
        }
    }

    private static boolean isKnown(@Nullable String jsonApi) {
        return Set.of("profile").containsAll(parameters(jsonApi).keySet());
    }

    private static boolean isUtf8(Map<String, String> parameters) {
        return parameters.getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8");
    }

    private static String type(String value) {
        String type = HttpField.getValueParameters(value, null);
        return type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> parameters(@Nullable String value) {
        Map<String, String> parameters = new HashMap<>();
        HttpField.getValueParameters(value, parameters);
        Map<String, String> lower = new HashMap<>();
        parameters.forEach((name, text) -> lower.put(name.toLowerCase(Locale.ROOT), text));
        lower.remove("q");
        return lower;
    }
}
