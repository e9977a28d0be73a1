package dev.carteiro.api.subscriptions;

import dev.carteiro.api.http.Call;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import java.util.regex.Pattern;

/** The header {@code If-Match} (RFC 9110). Stateless. */
public final class Precondition {
    private static final String IF_MATCH = "If-Match";

    /** A weak tag never matches. */
    private static final Pattern TAG = Pattern.compile("(W/)?\"[^\"]*\"");

    private Precondition() {
    }

    /**
     * Requires that {@code If-Match}, if present, names the version.
     *
     * @throws ApiException if the request is for another version
     */
    public static void require(Call call, String version) {
        String given = call.header(IF_MATCH);
        if (given == null) {
            return;
        }
        boolean matches = given.strip().equals("*")
                || TAG.matcher(given).results().anyMatch(tag -> tag.group().equals('"' + version + '"'));
        if (!matches) {
            throw ApiException.invalidHeader(ErrorCode.PRECONDITION_FAILED, IF_MATCH,
                    "the current version is \"" + version + "\": read the subscription again before you change it");
        }
    }
}
