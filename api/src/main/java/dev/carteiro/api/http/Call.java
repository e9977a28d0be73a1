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

/** One request, as a handler sees it. Used by its thread alone. */
public final class Call {
    /** What is written about an idempotency key, in bytes. */
    private static final int KEY_COSTS = 4 * 1024;

    private final Context context;
    private final HttpLimits limits;
    private final String base;
    private final @Nullable Caller caller;
    private final RequestResources resources;
    private final WriteLimiter writes;
    private @Nullable String subject;
    private List<String> keptCredentials = List.of();
    private byte @Nullable [] content;
    private Idempotency.@Nullable RequestExecution attempt;
    private boolean replayed;

    /** @param caller {@code null} on a route that needs no token */
    Call(Context context, HttpLimits limits, BaseUrl baseUrl, @Nullable Caller caller,
            RequestResources resources, WriteLimiter writes) {
        this.context = context;
        this.limits = limits;
        this.base = baseUrl.forHost(context.req().getHeader("Host"));
        this.caller = caller;
        this.resources = resources;
        this.writes = writes;
    }

    /** Who asks. */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("nobody is known on a route that needs no token");
        }
        return caller;
    }

    /** A parameter of the route's path, decoded. */
    public String parameter(String name) {
        return context.pathParam(name);
    }

    public QueryParameters query() {
        return QueryParameters.parse(context.req().getQueryString());
    }

    public @Nullable String header(String name) {
        return context.req().getHeader(name);
    }

    /** Whether the request has a body, where it may have none. */
    public boolean hasBody() {
        String length = header("Content-Length");
        return header("Transfer-Encoding") != null || (length != null && !length.equals("0"));
    }

    /**
     * The body as a tree.
     *
     * @throws dev.carteiro.api.jsonapi.ApiException if there is none that can be read
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

    /** Of all that makes two requests the same one. */
    String fingerprint() throws InterruptedException {
        String query = context.req().getQueryString();
        return Fingerprint.of(context.req().getMethod() + ' ' + context.req().getRequestURI()
                + (query == null ? "" : '?' + query), hasBody() ? content() : new byte[0]);
    }

    /**
     * Waits until there is memory to read a document and to show it, which is kept until the response is written.
     *
     * @param bytes of it as JSON; of a list, those of its largest resource
     * @throws dev.carteiro.api.jsonapi.ApiException if that takes too long
     */
    public void reserveDocument(long bytes) throws InterruptedException {
        resources.reserveDocument(bytes);
    }

    /** As above, for what takes no more than so many bytes in resources. */
    public void reserve(long bytes) throws InterruptedException {
        resources.reserve(bytes);
    }

    /**
     * Reads or makes a document, in the caller's turn where that takes the processor for a while. The computation waits for
     * nothing.
     *
     * @param bytes of the document as JSON, about
     * @throws dev.carteiro.api.jsonapi.ApiException if the turn does not come in time
     */
    public <T> T compute(long bytes, Supplier<T> computation) throws InterruptedException {
        return resources.compute(bytes, computation);
    }

    <T> T computeInResponse(long bytes, Supplier<T> computation) throws InterruptedException {
        return resources.computeInResponse(bytes, computation);
    }

    /**
     * To be called before something is written to Kafka, and after all that may reject the request.
     *
     * @throws dev.carteiro.api.jsonapi.ApiException if the caller has written too much lately, or the same request is being done
     */
    public void chargeWrite(long bytes) throws InterruptedException {
        writes.take(caller().account(), attempt == null ? bytes : bytes + KEY_COSTS);
        if (attempt != null) {
            attempt.claim();
        }
    }

    /** The id of what is created: the same one where the request, with its idempotency key, was tried before. */
    public UUID newId() {
        return attempt == null ? UUID.randomUUID() : attempt.seed();
    }

    /** Whether an earlier try of the request may have created it already. */
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

    /** Of the body that was read; 0 for none. */
    public int bodyBytes() {
        return content == null ? 0 : content.length;
    }

    /** @param path below {@link ApiServer#ROOT}, encoded */
    public String link(String path) {
        return base + ApiServer.ROOT + path;
    }

    /** What the audit line names, where the path does not: the id of what is created. */
    public void about(String id) {
        subject = id;
    }

    @Nullable
    String subject() {
        return subject;
    }

    /** What the audit line says was kept although the target moved to another origin; names of members. */
    public void keptCredentials(List<String> members) {
        keptCredentials = List.copyOf(members);
    }

    List<String> keptCredentials() {
        return keptCredentials;
    }
}
