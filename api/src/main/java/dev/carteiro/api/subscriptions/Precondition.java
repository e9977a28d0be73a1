package dev.carteiro.api.subscriptions;

import dev.carteiro.api.http.Call;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import java.util.regex.Pattern;

/** {@code If-Match}, as RFC 9110 has it. Stateless. */
public final class Precondition {
    private static final String IF_MATCH = "If-Match";

    /** A weak one matches nothing here. */
    private static final Pattern TAG = Pattern.compile("(W/)?\"[^\"]*\"");

    private Precondition() {
    }

    /** @throws ApiException if the request is about another version */
    public static void require(Call call, String version) {
        String given = call.header(IF_MATCH);
        if (given == null) {
            return;
        }
        boolean matches = given.strip().equals("*")
                || TAG.matcher(given).results().anyMatch(tag -> tag.group().equals('"' + version + '"'));
        if (!matches) {
            throw ApiException.invalidHeader(ErrorCode.PRECONDITION_FAILED, IF_MATCH,
                    "the version is \"" + version + "\" now: read it again and decide anew");
        }
    }
}
