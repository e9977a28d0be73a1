package dev.carteiro.api.jsonapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.jsonapi.ApiError.ErrorSource;
import dev.carteiro.schemas.json.StrictJson;
import java.util.List;
import java.util.Map;

/**
 * A request that is not done, and why. Thrown by whoever finds out, turned into an answer in one place. Costs no stack
 * trace, because requests that are refused must be cheap.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String RETRY_AFTER = "Retry-After";
    private static final int MOST = 50;

    private final transient List<ApiError> errors;
    private final transient Map<String, String> headers;

    /**
     * @param errors at least one, of which the first are told; the first one's status is the answer's
     * @param headers of the answer
     */
    public ApiException(List<ApiError> errors, Map<String, String> headers) {
        super(errors.getFirst().detail(), null, false, false);
        this.errors = List.copyOf(errors.subList(0, Math.min(MOST, errors.size())));
        this.headers = Map.copyOf(headers);
    }

    public static ApiException of(ErrorCode code, String detail) {
        return new ApiException(List.of(ApiError.of(code, detail)), Map.of());
    }

    /** @param pointer to what is wrong in the request's document */
    public static ApiException at(ErrorCode code, String pointer, String detail) {
        return new ApiException(List.of(ApiError.at(code, pointer, detail)), Map.of());
    }

    public static ApiException parameter(String name, String detail) {
        return new ApiException(List.of(new ApiError(ErrorCode.INVALID_PARAMETER, detail, new ErrorSource.Parameter(name))),
                Map.of());
    }

    public static ApiException header(ErrorCode code, String name, String detail) {
        return new ApiException(List.of(new ApiError(code, detail, new ErrorSource.Header(name))), Map.of());
    }

    /** Come back later. */
    public static ApiException later(ErrorCode code, String detail, long seconds) {
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
     * Returns the JSON:API document that says so.
     *
     * @param request the request's id, which each of the errors has
     */
    public ObjectNode document(String request) {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        ArrayNode array = document.putArray("errors");
        errors.forEach(error -> array.add(error.toTree(request)));
        return document;
    }
}
