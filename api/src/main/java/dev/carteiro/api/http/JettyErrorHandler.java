package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
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
 * Responds to requests that Jetty rejects before routing, in the same form as all other errors. It omits Jetty's own
 * message, which may contain the client's bytes. Safe for any thread.
 */
final class JettyErrorHandler implements Request.Handler {
    /** The detail of every error that is not the client's. */
    static final String INTERNAL_DETAIL = "an unexpected error occurred; the server's log has this error's id";

    private static final String NOT_HTTP_1_1 = "the request is not valid HTTP/1.1 (RFC 9112)";
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
            // Jetty closes the connection after a request that it could not parse, but does not say so if it could not
            // even parse the version.
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        String id = RequestId.of(request);
        ApiException error = errorOf(status);
        if (error.errors().getFirst().code() == ErrorCode.INTERNAL) {
            LOG.error("request {} failed", id, request.getAttribute(ErrorHandler.ERROR_EXCEPTION));
        }
        metrics.countError(error.errors().getFirst().code());
        response.setStatus(error.status());
        response.getHeaders().put(RequestId.HEADER, id);
        SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaTypes.JSON_API);
        response.write(true, ByteBuffer.wrap(ResponseWriter.line(error.document(id).toString())),
                callback);
        return true;
    }

    private static ApiException errorOf(int status) {
        return switch (status) {
            case 404 -> ApiException.of(ErrorCode.NOT_FOUND, "no resource exists at this path");
            case 408 -> ApiException.of(ErrorCode.TOO_SLOW, "the request was too slow: send it without pauses");
            case 413 -> ApiException.of(ErrorCode.TOO_LARGE, "the request is too large: send a smaller body");
            case 414 -> ApiException.of(ErrorCode.URI_TOO_LONG, "the URI is too long: shorten it");
            case 431 ->
                ApiException.of(ErrorCode.HEADERS_TOO_LARGE, "the headers are too large: send fewer or shorter ones");
            // Unknown HTTP versions and transfer codings.
            case 501, 505 -> ApiException.of(ErrorCode.MALFORMED_REQUEST, NOT_HTTP_1_1);
            case 503 ->
                ApiException.retryLater(ErrorCode.UNAVAILABLE, "the server is busy or stopping: try again later", 5);
            default -> status >= 500
                    ? ApiException.of(ErrorCode.INTERNAL, INTERNAL_DETAIL)
                    : ApiException.of(ErrorCode.MALFORMED_REQUEST, NOT_HTTP_1_1);
        };
    }
}
