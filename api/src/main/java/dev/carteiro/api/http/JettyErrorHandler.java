package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.metrics.ApiMetrics;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what Jetty refuses before a route is looked for, in the same form as everything else and without what Jetty
 * found: that may be the client's own bytes. Safe for any thread.
 */
final class JettyErrorHandler implements Request.Handler {
    /** What a client learns of a failure that is not its own. */
    static final String INTERNAL_DETAIL = "the server's log says more, under this error's id";

    private static final Logger LOG = LoggerFactory.getLogger(JettyErrorHandler.class);

    private final ApiMetrics metrics;

    JettyErrorHandler(ApiMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException known) {
            status = known.getCode();
            // Jetty hangs up on what it could not read, and does not say so where not even the version was read.
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        String id = RequestId.of(request);
        ApiException refusal = refusal(status);
        if (refusal.errors().getFirst().code() == ErrorCode.INTERNAL) {
            LOG.error("request {} failed", id, request.getAttribute(ErrorHandler.ERROR_EXCEPTION));
        }
        metrics.countError(refusal.errors().getFirst().code());
        response.setStatus(refusal.status());
        response.getHeaders().put(RequestId.HEADER, id);
        SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaTypes.JSON_API);
        response.write(true, ByteBuffer.wrap(ResponseWriter.line(refusal.document(id).toString())),
                callback);
        return true;
    }

    private static ApiException refusal(int status) {
        return switch (status) {
            case 404 -> ApiException.of(ErrorCode.NOT_FOUND, "there is nothing at this path");
            case 408 -> ApiException.of(ErrorCode.TOO_SLOW, "send the request without pauses");
            case 413 -> ApiException.of(ErrorCode.TOO_LARGE, "send less");
            case 414 -> ApiException.of(ErrorCode.URI_TOO_LONG, "shorten it");
            case 431 -> ApiException.of(ErrorCode.HEADERS_TOO_LARGE, "send fewer or shorter headers");
            // Of HTTP versions and transfer codings that nobody knows.
            case 501, 505 -> ApiException.of(ErrorCode.MALFORMED_REQUEST, "it is not HTTP/1.1 as RFC 9112 has it");
            case 503 -> ApiException.later(ErrorCode.UNAVAILABLE, "the server is busy or stopping", 5);
            default -> status >= 500
                    ? ApiException.of(ErrorCode.INTERNAL, INTERNAL_DETAIL)
                    : ApiException.of(ErrorCode.MALFORMED_REQUEST, "it is not HTTP/1.1 as RFC 9112 has it");
        };
    }
}
