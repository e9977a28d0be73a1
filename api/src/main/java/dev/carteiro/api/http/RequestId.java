package dev.carteiro.api.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/**
 * The id of one request. It links the response, its error objects, its audit line and its log lines. Stateless.
 *
 * <p>A caller's own id is used if it is short and has only characters without a meaning in logs, JSON and shells. Any
 * other id is replaced, not rejected: many proxies add one that the caller does not know of.
 */
final class RequestId {
    static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._~:/+=@-]{1,128}");

    private RequestId() {
    }

    static String of(Context context) {
        return of(ServletContextRequest.getServletContextRequest(context.req()));
    }

    /** Returns the request's id, the same one at every call. */
    static String of(Request request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        List<String> given = request.getHeaders().getValuesList(HEADER);
        String id = given.size() == 1 && ACCEPTED.matcher(given.getFirst()).matches()
                ? given.getFirst()
                : "req_" + UUID.randomUUID();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
