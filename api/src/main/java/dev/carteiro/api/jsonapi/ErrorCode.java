package dev.carteiro.api.jsonapi;

/** Every way in which a request can fail, with its HTTP status. The codes are part of the API. */
public enum ErrorCode {
    MALFORMED_REQUEST(400, "malformed-request", "The request is not one that can be understood"),
    MALFORMED_JSON(400, "malformed-json", "The body is not JSON"),
    INVALID_DOCUMENT(400, "invalid-document", "The body is not a JSON:API document of this kind"),
    INVALID_PARAMETER(400, "invalid-parameter", "A query parameter cannot be used"),
    UNAUTHENTICATED(401, "unauthenticated", "A valid token is needed"),
    FORBIDDEN(403, "forbidden", "The token does not allow this"),
    OTHER_TENANT(403, "other-tenant", "The token is confined to another tenant"),
    QUOTA_EXCEEDED(403, "quota-exceeded", "There is no room for it"),
    CLIENT_GENERATED_ID(403, "client-generated-id", "Ids are made by the server"),
    NOT_FOUND(404, "not-found", "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "This method cannot be used here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "No answer of an accepted media type"),
    TOO_SLOW(408, "request-timeout", "The request did not arrive in time"),
    CONFLICT(409, "conflict", "The request contradicts what is there"),
    IDEMPOTENCY_KEY_IN_USE(409, "idempotency-key-in-use", "A request with this key is being done"),
    PRECONDITION_FAILED(412, "precondition-failed", "It was changed in the meantime"),
    TOO_LARGE(413, "content-too-large", "The body is too large"),
    URI_TOO_LONG(414, "uri-too-long", "The URI is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body is of a media type that is not read here"),
    INVALID_ATTRIBUTE(422, "invalid-attribute", "An attribute is not valid"),
    IDEMPOTENCY_KEY_REUSED(422, "idempotency-key-reused", "The key belongs to another request"),
    TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests of this tenant or token"),
    TOO_MANY_IDEMPOTENCY_KEYS(429, "too-many-idempotency-keys", "Too many keys of this tenant or token"),
    TOO_MANY_TESTS(429, "too-many-tests", "Too many tests"),
    TOO_MANY_BAD_TOKENS(429, "too-many-bad-tokens", "Too many tokens that are not valid"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The request's headers are too large"),
    INTERNAL(500, "internal-error", "Something failed that should not"),
    BUSY(503, "busy", "Too much is being done at the moment"),
    UNAVAILABLE(503, "unavailable", "It cannot be done at the moment");

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

    /** For programs: never changes. */
    public String code() {
        return code;
    }

    /** For people; the same for every error of this code. */
    public String title() {
        return title;
    }
}
