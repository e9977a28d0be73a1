package dev.carteiro.api.jsonapi;

/** Every error of the API with its HTTP status. The codes are part of the API. */
public enum ErrorCode {
    MALFORMED_REQUEST(400, "malformed-request", "The request is malformed"),
    MALFORMED_JSON(400, "malformed-json", "The body is not valid JSON"),
    INVALID_DOCUMENT(400, "invalid-document", "The body is not a valid JSON:API document"),
    INVALID_PARAMETER(400, "invalid-parameter", "A query parameter is invalid"),
    UNAUTHENTICATED(401, "unauthenticated", "A valid token is required"),
    FORBIDDEN(403, "forbidden", "The token does not allow this operation"),
    OTHER_TENANT(403, "other-tenant", "The token is limited to another tenant"),
    QUOTA_EXCEEDED(403, "quota-exceeded", "A quota is exceeded"),
    CLIENT_GENERATED_ID(403, "client-generated-id", "The server generates the ids"),
    NOT_FOUND(404, "not-found", "The resource does not exist"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "No acceptable media type is available"),
    TOO_SLOW(408, "request-timeout", "The request did not arrive in time"),
    CONFLICT(409, "conflict", "The request conflicts with the current state"),
    IDEMPOTENCY_KEY_IN_USE(409, "idempotency-key-in-use", "A request with this key is in progress"),
    PRECONDITION_FAILED(412, "precondition-failed", "The resource has changed"),
    TOO_LARGE(413, "content-too-large", "The body is too large"),
    URI_TOO_LONG(414, "uri-too-long", "The URI is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body's media type is not supported"),
    INVALID_ATTRIBUTE(422, "invalid-attribute", "An attribute is invalid"),
    IDEMPOTENCY_KEY_REUSED(422, "idempotency-key-reused", "The key belongs to another request"),
    TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests from this tenant or token"),
    TOO_MANY_IDEMPOTENCY_KEYS(429, "too-many-idempotency-keys", "Too many idempotency keys of this tenant or token"),
    TOO_MANY_TESTS(429, "too-many-tests", "Too many tests"),
    TOO_MANY_BAD_TOKENS(429, "too-many-bad-tokens", "Too many invalid tokens"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The request's headers are too large"),
    INTERNAL(500, "internal-error", "Internal server error"),
    BUSY(503, "busy", "The server is busy"),
    UNAVAILABLE(503, "unavailable", "The service is temporarily unavailable");

    private final int status;
    private final String code;
    private final String title;

    ErrorCode(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    public int status() {
        return status;
    }

    /** Returns the code, which programs use and which never changes. */
    public String code() {
        return code;
    }

    /** Returns the title for people, the same for every error of this code. */
    public String title() {
        return title;
    }
}
