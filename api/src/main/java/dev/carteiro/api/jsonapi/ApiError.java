package dev.carteiro.api.jsonapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * One error object of a JSON:API document. Immutable.
 *
 * @param detail what is wrong and what would be accepted; never a secret or a header's value
 * @param source the invalid part of the request; {@code null} for the whole request
 */
public record ApiError(ErrorCode code, String detail, @Nullable ErrorSource source) {
    /** A detail may repeat what the client sent, but not at length. */
    private static final int MAX_DETAIL_CHARACTERS = 1_000;

    private static final int MAX_SOURCE_CHARACTERS = 300;

    public ApiError {
        detail = cut(detail, MAX_DETAIL_CHARACTERS);
    }

    /** A part of a request. */
    public sealed interface ErrorSource {
        /**
         * A part of the request's document.
         *
         * @param pointer RFC 6901 pointer
         */
        record Pointer(String pointer) implements ErrorSource {
        }

        /**
         * A query parameter.
         *
         * @param name its name, as in {@code filter[event]}
         */
        record Parameter(String name) implements ErrorSource {
        }

        /**
         * A request header.
         *
         * @param name its name
         */
        record Header(String name) implements ErrorSource {
        }
    }

    public static ApiError of(ErrorCode code, String detail) {
        return new ApiError(code, detail, null);
    }

    public static ApiError at(ErrorCode code, String pointer, String detail) {
        return new ApiError(code, detail, new ErrorSource.Pointer(pointer));
    }

    /**
     * Returns the error object.
     *
     * @param id the request's id
     */
    ObjectNode toTree(String id) {
        ObjectNode tree = StrictJson.mapper().createObjectNode().put("id", id)
                .put("status", Integer.toString(code.status()))
                .put("code", code.code()).put("title", code.title()).put("detail", detail);
        switch (source) {
            case null -> {
            }
            case ErrorSource.Pointer(String pointer) ->
                tree.putObject("source").put("pointer", cut(pointer, MAX_SOURCE_CHARACTERS));
            case ErrorSource.Parameter(String name) ->
                tree.putObject("source").put("parameter", cut(name, MAX_SOURCE_CHARACTERS));
            case ErrorSource.Header(String name) -> tree.putObject("source").put("header", name);
        }
        return tree;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
