package dev.carteiro.api.jsonapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.jsonapi.ApiError.ErrorSource;
import dev.carteiro.schemas.json.StrictJson;
import java.util.List;
import java.util.Map;

/**
 * The error response to a request. Any code may throw it; the HTTP server alone turns it into a response. It has no
 * stack trace, because rejecting requests must be cheap.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String RETRY_AFTER = "Retry-After";
    private static final int MAX_ERRORS = 50;

    private final transient List<ApiError> errors;
    private final transient Map<String, String> headers;

    /**
     * @param errors at least one; the first {@value #MAX_ERRORS} are returned, and the first one sets the status
     * @param headers headers of the response
     */
    public ApiException(List<ApiError> errors, Map<String, String> headers) {
        super(errors.getFirst().detail(), null, false, false);
        this.errors = List.copyOf(errors.subList(0, Math.min(MAX_ERRORS, errors.size())));
        this.headers = Map.copyOf(headers);
    }

    public static ApiException of(ErrorCode code, String detail) {
        return new ApiException(List.of(ApiError.of(code, detail)), Map.of());
    }

    /**
     * Returns an error at a part of the request's document.
     *
     * @param pointer RFC 6901 pointer
     */
    public static ApiException at(ErrorCode code, String pointer, String detail) {
        return new ApiException(List.of(ApiError.at(code, pointer, detail)), Map.of());
    }

    public static ApiException invalidParameter(String name, String detail) {
        return new ApiException(
                List.of(new ApiError(ErrorCode.INVALID_PARAMETER, detail, new ErrorSource.Parameter(name))),
                Map.of());
    }

    public static ApiException invalidHeader(ErrorCode code, String name, String detail) {
        return new ApiException(List.of(new ApiError(code, detail, new ErrorSource.Header(name))), Map.of());
    }

    /** Returns an error that asks the client to try again after a time. */
    public static ApiException retryLater(ErrorCode code, String detail, long seconds) {
        return new ApiException(List.of(ApiError.of(code, detail)),
                Map.of(RETRY_AFTER, Long.toString(Math.max(1, seconds))));
    }

    public int status() {
        return errors.getFirst().code().status();
    }

    public List<ApiError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /**
     * Returns the JSON:API document of the errors.
     *
     * @param request the request's id, which each error carries
     */
    public ObjectNode document(String request) {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        ArrayNode array = document.putArray("errors");
        errors.forEach(error -> array.add(error.toTree(request)));
        return document;
    }
}
