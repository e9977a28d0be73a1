package dev.carteiro.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.jsonapi.LenientJson;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request, as a handler sees it. Used by its thread alone. */
public final class Call {
    private final Context context;
    private final HttpLimits limits;
    private final String base;
    private final @Nullable Caller caller;
    private final RequestResources resources;
    private final WriteLimiter writes;
    private @Nullable String subject;
    private List<String> keptCredentials = List.of();
    private int bodyBytes;

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

    public Query query() {
        return Query.parse(context.req().getQueryString());
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
     * @throws dev.carteiro.api.jsonapi.Refusal if there is none that can be read
     */
    public JsonNode body() throws InterruptedException {
        MediaTypes.requireReadable(header("Content-Type"), header("Content-Encoding"));
        byte[] body = Bodies.read(context.req(), limits, resources);
        resources.reserveDocument(body.length);
        bodyBytes = body.length;
        return resources.compute(body.length, () -> LenientJson.read(body));
    }

    /**
     * Waits until there is memory to read a document and to show it, which is kept until the response is written.
     *
     * @param bytes of it as JSON; of a list, those of its largest resource
     * @throws dev.carteiro.api.jsonapi.Refusal if that takes too long
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
     * @throws dev.carteiro.api.jsonapi.Refusal if the turn does not come in time
     */
    public <T> T compute(long bytes, Supplier<T> computation) throws InterruptedException {
        return resources.compute(bytes, computation);
    }

    <T> T computeInResponse(long bytes, Supplier<T> computation) throws InterruptedException {
        return resources.computeInResponse(bytes, computation);
    }

    /**
     * To be called before something is written to Kafka.
     *
     * @throws dev.carteiro.api.jsonapi.Refusal if the caller has written too much lately
     */
    public void chargeWrite(long bytes) {
        writes.take(caller().account(), bytes);
    }

    /** Of the body that was read; 0 for none. */
    public int bodyBytes() {
        return bodyBytes;
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
