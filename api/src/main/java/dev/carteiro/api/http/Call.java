package dev.carteiro.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.idempotency.Idempotency;
import dev.carteiro.api.jsonapi.LenientJson;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request as a handler sees it. Used by the request's thread only. */
public final class Call {
    /** Bytes written to Kafka for one idempotency key. */
    private static final int IDEMPOTENCY_KEY_BYTES = 4 * 1024;

    private final Context context;
    private final HttpLimits limits;
    private final String base;
    private final @Nullable Caller caller;
    private final RequestResources resources;
    private final WriteLimiter writes;
    private @Nullable String auditId;
    private List<String> keptCredentials = List.of();
    private byte @Nullable [] content;
    private Idempotency.@Nullable RequestExecution attempt;
    private boolean replayed;

    /** @param caller {@code null} on a route without authentication */
    Call(Context context, HttpLimits limits, BaseUrl baseUrl, @Nullable Caller caller,
            RequestResources resources, WriteLimiter writes) {
        this.context = context;
        this.limits = limits;
        this.base = baseUrl.forHost(context.req().getHeader("Host"));
        this.caller = caller;
        this.resources = resources;
        this.writes = writes;
    }

    /** Returns the caller. */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("a route without authentication has no caller");
        }
        return caller;
    }

    /** Returns a decoded path parameter. */
    public String parameter(String name) {
        return context.pathParam(name);
    }

    public QueryParameters query() {
        return QueryParameters.parse(context.req().getQueryString());
    }

    public @Nullable String header(String name) {
        return context.req().getHeader(name);
    }

    /** Returns whether the request has a body. */
    public boolean hasBody() {
        String length = header("Content-Length");
        return header("Transfer-Encoding") != null || (length != null && !length.equals("0"));
    }

    /**
     * Returns the body as a JSON tree.
     *
     * @throws dev.carteiro.api.jsonapi.ApiException if there is no valid body
     */
    public JsonNode body() throws InterruptedException {
        MediaTypes.requireReadable(header("Content-Type"), header("Content-Encoding"));
        byte[] body = content();
        resources.reserveDocument(body.length);
        return resources.compute(body.length, () -> LenientJson.read(body));
    }

    private byte[] content() throws InterruptedException {
        if (content == null) {
            content = RequestBodyReader.read(context.req(), limits, resources);
        }
        return content;
    }

    /** Returns the fingerprint of method, path, query and body, which two identical requests share. */
    String fingerprint() throws InterruptedException {
        String query = context.req().getQueryString();
        return Fingerprint.of(context.req().getMethod() + ' ' + context.req().getRequestURI()
                + (query == null ? "" : '?' + query), hasBody() ? content() : new byte[0]);
    }

    /**
     * Waits for memory to read and write a document; it stays reserved until the response is written.
     *
     * @param bytes the document's size as JSON; for a list, that of its largest resource
     * @throws dev.carteiro.api.jsonapi.ApiException if no memory becomes free in time
     */
    public void reserveDocument(long bytes) throws InterruptedException {
        resources.reserveDocument(bytes);
    }

    /** Waits for a given amount of memory, as {@link #reserveDocument} does. */
    public void reserve(long bytes) throws InterruptedException {
        resources.reserve(bytes);
    }

    /**
     * Runs a computation that must not block. Larger ones wait for the caller's turn, because they occupy a processor
     * for a while.
     *
     * @param bytes approximate size of the document as JSON
     * @throws dev.carteiro.api.jsonapi.ApiException if the turn does not come in time
     */
    public <T> T compute(long bytes, Supplier<T> computation) throws InterruptedException {
        return resources.compute(bytes, computation);
    }

    <T> T computeInResponse(long bytes, Supplier<T> computation) throws InterruptedException {
        return resources.computeInResponse(bytes, computation);
    }

    /**
     * Charges a write to the caller. Call it before each write to Kafka, after every check that may reject the request.
     *
     * @throws dev.carteiro.api.jsonapi.ApiException if the caller has written too much, or the same request is in progress
     */
    public void chargeWrite(long bytes) throws InterruptedException {
        writes.take(caller().account(), attempt == null ? bytes : bytes + IDEMPOTENCY_KEY_BYTES);
        if (attempt != null) {
            attempt.claim();
        }
    }

    /** Returns the id of a new resource: the same one when a request with an idempotency key is tried again. */
    public UUID newId() {
        return attempt == null ? UUID.randomUUID() : attempt.seed();
    }

    /** Returns whether an earlier try of the request may have created the resource. */
    public boolean isRepeated() {
        return attempt != null && attempt.isRepeated();
    }

    void begin(Idempotency.RequestExecution theAttempt) {
        attempt = theAttempt;
    }

    void markReplayed() {
        replayed = true;
    }

    boolean isReplayed() {
        return replayed;
    }

    /** Returns the size of the body that was read; 0 for none. */
    public int bodyBytes() {
        return content == null ? 0 : content.length;
    }

    /**
     * Returns an absolute link if the base is known.
     *
     * @param path encoded path below {@link ApiServer#ROOT}
     */
    public String link(String path) {
        return base + ApiServer.ROOT + path;
    }

    /** Sets the id in the audit line of a request that creates something. */
    public void setAuditId(String id) {
        auditId = id;
    }

    @Nullable
    String auditId() {
        return auditId;
    }

    /** Sets the members that the audit line reports as kept although the target moved to another origin. */
    public void setKeptCredentials(List<String> members) {
        keptCredentials = List.copyOf(members);
    }

    List<String> keptCredentials() {
        return keptCredentials;
    }
}
