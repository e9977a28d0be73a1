package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.runtime.server.ConnectionGuard;
import dev.carteiro.runtime.server.ServerParts;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import io.javalin.json.JsonMapper;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlin.LazyKt;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures Javalin and Jetty: limits and threads, with all other features off. Used by the thread that starts the
 * server, then by the one that stops it.
 */
final class JettyConfiguration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JettyConfiguration.class);
    private static final int STOP_TIMEOUT_MILLIS = 2_000;

    /** Ids may contain any printable character, and so an encoded slash, percent sign or dots. */
    private static final UriCompliance URIS = UriCompliance.from(EnumSet
            .of(Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING,
                    Violation.AMBIGUOUS_PATH_SEGMENT));

    private final String host;
    private final int port;
    private final HttpLimits limits;
    private final JettyErrorHandler errors;
    private final ExecutorService requests = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory());
    private final ConnectionGuard guard;

    JettyConfiguration(String host, int port, HttpLimits limits, JettyErrorHandler errors, MeterRegistry meters) {
        this.host = host;
        this.port = port;
        this.limits = limits;
        this.errors = errors;
        guard = new ConnectionGuard("api", limits.connections(), meters);
    }

    void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.defaultContentType = MediaTypes.JSON_API;
        config.http.maxRequestSize = limits.bodyBytes();
        config.jsonMapper(new JsonMapper() {
        });
        // Omits web sockets.
        config.unsafe.servlet = LazyKt.lazyOf(new ServletEntry(null, new JavalinServlet(config.unsafe)));
        config.router.javaLangErrorHandler((response, error) -> {
            // The pipeline sets it before anything can fail.
            String id = String.valueOf(response.getHeader(RequestId.HEADER));
            LOG.error("request {} failed", id, error);
            try {
                response.setContentType(MediaTypes.JSON_API);
                response.getOutputStream().write(ResponseWriter
                        .line(ApiException.of(ErrorCode.INTERNAL, JettyErrorHandler.INTERNAL_DETAIL).document(id)
                                .toString()));
            } catch (IOException e) {
                LOG.debug("the client is gone", e);
            }
        });
        config.jetty.threadPool = ServerParts.threads("api-net", requests);
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_TIMEOUT_MILLIS);
            server.setErrorHandler(errors);
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors));
        config.jetty.modifyHttpConfiguration(this::configureHttp);
        config.jetty.addConnector(
                (server, http) -> ServerParts.connector(server, http, host, port, limits.idle(), guard));
    }

    /** Marks a request's connection as authenticated: it is among the last to be closed for another one. */
    static void markAuthenticated(HttpServletRequest request) {
        ConnectionGuard.markAuthenticated(
                ServletContextRequest.getServletContextRequest(request).getConnectionMetaData());
    }

    /** Starts the check for slow requests. */
    void startGuard() {
        guard.start();
    }

    @Override
    public void close() {
        guard.close();
        requests.shutdownNow();
    }

    private void configureHttp(HttpConfiguration http) {
        http.setRequestHeaderSize(limits.headBytes());
        http.setUriCompliance(URIS);
        // Otherwise Jetty's header cache returns an earlier token of the same connection for one that differs only in
        // case.
        http.setHeaderCacheCaseSensitive(true);
    }
}
