package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.Refusal;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import io.javalin.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlin.LazyKt;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How Javalin and Jetty are set up: limits, threads, and nothing of what else they would do. Used by the thread that
 * starts the server, then by the one that stops it.
 *
 * <p>Accepting and selecting keep a few platform threads, because they would sit on a virtual thread's carrier, of which
 * a small machine has one or two.
 */
final class JettyParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JettyParts.class);
    private static final int PLATFORM_THREADS = 12;
    private static final int IDLE_THREAD_MILLIS = 60_000;
    private static final int STOPS_WITHIN_MILLIS = 2_000;
    private static final int KEEPS_IDLE_WHEN_STOPPING_MILLIS = 100;

    /** Ids may hold any printable character, and so an encoded slash, percent sign or dots. */
    private static final UriCompliance URIS = UriCompliance.from(EnumSet
            .of(Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING,
                    Violation.AMBIGUOUS_PATH_SEGMENT));

    private final String host;
    private final int port;
    private final HttpLimits limits;
    private final JettyErrors errors;
    private final ExecutorService requests = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory());
    private @Nullable SlowHeads slowHeads;

    JettyParts(String host, int port, HttpLimits limits, JettyErrors errors) {
        this.host = host;
        this.port = port;
        this.limits = limits;
        this.errors = errors;
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
        // Without web sockets.
        config.unsafe.servlet = LazyKt.lazyOf(new ServletEntry(null, new JavalinServlet(config.unsafe)));
        config.router.javaLangErrorHandler((response, error) -> {
            LOG.error("a request failed", error);
            try {
                response.setContentType(MediaTypes.JSON_API);
                response.getOutputStream().write(Refusal.of(ErrorCode.INTERNAL, "the server's log says more").document()
                        .toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                LOG.debug("nobody waits for the answer", e);
            }
        });
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOPS_WITHIN_MILLIS);
            server.setErrorHandler(errors);
            server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors));
        config.jetty.modifyHttpConfiguration(this::http);
        config.jetty.addConnector(this::connector);
    }

    void watchSlowHeads(Javalin javalin) {
        slowHeads = SlowHeads.watch((ServerConnector) javalin.jettyServer().server().getConnectors()[0],
                limits.headTime());
    }

    @Override
    public void close() {
        if (slowHeads != null) {
            slowHeads.close();
        }
        requests.shutdownNow();
    }

    private QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 2, IDLE_THREAD_MILLIS);
        threads.setName("api-net");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(requests);
        return threads;
    }

    private void http(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(limits.headBytes());
        http.setUriCompliance(URIS);
        // Else a token is taken for an earlier one of the same connection that differs from it in upper and lower case only.
        http.setHeaderCacheCaseSensitive(true);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(KEEPS_IDLE_WHEN_STOPPING_MILLIS);
        connector.setAcceptQueueSize(256);
        return connector;
    }
}
