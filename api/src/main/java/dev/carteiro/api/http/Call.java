package dev.carteiro.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.jsonapi.LenientJson;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** One request, as a handler sees it. Used by its thread alone. */
public final class Call {
    private final Context context;
    private final HttpLimits limits;
    private final String base;
    private final @Nullable Caller caller;
    private @Nullable String subject;

    /** @param caller {@code null} on a route that needs no token */
    Call(Context context, HttpLimits limits, BaseUrl baseUrl, @Nullable Caller caller) {
        this.context = context;
        this.limits = limits;
        this.base = baseUrl.forHost(context.req().getHeader("Host"));
        this.caller = caller;
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
    public JsonNode body() {
        MediaTypes.requireReadable(header("Content-Type"), header("Content-Encoding"));
        return LenientJson.read(Bodies.read(context.req(), limits));
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
}
