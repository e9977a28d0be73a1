package dev.carteiro.schemas.event;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A content type (RFC 9110 section 8.3.1): names in any case, parameter values with or without quotes. Immutable.
 *
 * @param name type and subtype in lower case; empty if the text is not a content type
 * @param charset {@code charset} parameter as written; {@code null} for none
 */
record MediaType(String name, @Nullable String charset) {
    private static final Pattern PARAMETER = Pattern
            .compile(";\\s*+([^\\s;=\"]*+)\\s*+=\\s*+(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^;\"\\s]*+))");

    static MediaType of(String contentType) {
        String charset = null;
        Matcher parameters = PARAMETER.matcher(contentType);
        while (charset == null && parameters.find()) {
            if (parameters.group(1).equalsIgnoreCase("charset")) {
                charset = parameters.group(2) == null
                        ? parameters.group(3)
                        : parameters.group(2).replaceAll("\\\\(.)", "$1");
            }
        }
        return new MediaType(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT), charset);
    }

    /** Returns whether the type is JSON, including types with the suffix of RFC 6839. */
    boolean isJson() {
        return name.endsWith("/json") || name.endsWith("+json");
    }

    boolean isText() {
        return name.startsWith("text/") && !isJson();
    }

    /**
     * Returns UTF-8 unless the content type names another charset; {@code null} for a charset that Java does not know.
     */
    @Nullable
    Charset characters() {
        if (charset == null) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }
}
