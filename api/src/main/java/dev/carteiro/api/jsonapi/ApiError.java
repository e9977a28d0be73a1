package dev.carteiro.api.jsonapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * One error object of a JSON:API document. Immutable.
 *
 * @param detail what is wrong and what would be accepted; never a secret or a header's value
 * @param source what of the request is wrong; {@code null} where it is all of it
 */
public record ApiError(ErrorCode code, String detail, @Nullable ErrorSource source) {
    /** What a client sent may be repeated to it, but not at length. */
    private static final int LONGEST_DETAIL = 1_000;

    private static final int LONGEST_SOURCE = 300;

    public ApiError {
        detail = cut(detail, LONGEST_DETAIL);
    }

    /** A part of a request. */
    public sealed interface ErrorSource {
        /** @param pointer RFC 6901, into the request's document */
        record Pointer(String pointer) implements ErrorSource {
        }

        /** @param name a query parameter's, as in {@code filter[event]} */
        record Parameter(String name) implements ErrorSource {
        }

        /** @param name a request header's */
        record Header(String name) implements ErrorSource {
        }
    }

    public static ApiError of(ErrorCode code, String detail) {
        return new ApiError(code, detail, null);
    }

    public static ApiError at(ErrorCode code, String pointer, String detail) {
        return new ApiError(code, detail, new ErrorSource.Pointer(pointer));
    }

    /** @param id the request's */
    ObjectNode toTree(String id) {
        ObjectNode tree = StrictJson.mapper().createObjectNode().put("id", id)
                .put("status", Integer.toString(code.status()))
                .put("code", code.code()).put("title", code.title()).put("detail", detail);
        switch (source) {
            case null -> {
            }
            case ErrorSource.Pointer(String pointer) ->
                tree.putObject("source").put("pointer", cut(pointer, LONGEST_SOURCE));
            case ErrorSource.Parameter(String name) ->
                tree.putObject("source").put("parameter", cut(name, LONGEST_SOURCE));
            case ErrorSource.Header(String name) -> tree.putObject("source").put("header", name);
        }
        return tree;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
