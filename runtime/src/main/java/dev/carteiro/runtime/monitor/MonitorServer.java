package dev.carteiro.runtime.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.carteiro.runtime.server.ClientNetwork;
import dev.carteiro.runtime.server.ConnectionGuard;
import dev.carteiro.runtime.server.KeyedTokenBuckets;
import dev.carteiro.runtime.server.ServerParts;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.schemas.targeturl.Cidr;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small HTTP server for scrapes and probes. Safe for any thread; each request runs on a virtual thread of its own.
 *
 * <p>Every client that reaches the port may send requests, so their cost is bounded: connections by {@link ConnectionGuard},
 * requests of one address by a rate limit (429 beyond it), rendering of the meters by sharing it between concurrent scrapes, and
 * pages below {@code /admin/} by serving one at a time.
 */
public final class MonitorServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorServer.class);
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String ADMIN = "/admin/";
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_HEAD_BYTES = 8 * 1024;

    /** Maximum for one address; probes and scrapes come every few seconds. */
    private static final int REQUESTS_PER_SECOND = 50;

    private final Server server;
    private final ServerConnector connector;
    private final ConnectionGuard guard;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("monitor-", 0).factory());
    private final List<Cidr> adminFrom;
    private final Readiness readiness;
    private final SharedScrape scrape;
    private final KeyedTokenBuckets requests = new KeyedTokenBuckets(
            new RateLimit(REQUESTS_PER_SECOND, Duration.ofSeconds(1)), 2 * REQUESTS_PER_SECOND, System::nanoTime);
    private final Map<String, AdminPage> pages = new ConcurrentHashMap<>();
    private final ReentrantLock adminTurn = new ReentrantLock();

    /** @param body can be read once */
    private record MonitorResponse(int status, String contentType, ByteBuffer body, Map<HttpHeader, String> headers) {
        static MonitorResponse json(int status, Object body) {
            return json(status, body, Map.of());
        }

        static MonitorResponse json(int status, Object body, Map<HttpHeader, String> headers) {
            try {
                String text = StrictJson.mapper().writeValueAsString(body) + "\n";
                return new MonitorResponse(status, JSON, StandardCharsets.UTF_8.encode(text), headers);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the page cannot be written as JSON", e);
            }
        }

        static MonitorResponse error(int status, String error) {
            return json(status, Map.of("error", error));
        }
    }

    /** @throws InvalidSetting if the server cannot listen on the address */
    public static MonitorServer start(MonitorSettings settings, PrometheusMeterRegistry meters, Readiness readiness) {
        MonitorServer monitor = null;
        try {
            monitor = new MonitorServer(settings, meters, readiness);
            monitor.server.start();
            monitor.guard.start();
            return monitor;
        } catch (Exception e) {
            if (monitor != null) {
                monitor.close();
            }
            throw new InvalidSetting("metrics address " + settings.host() + ", port " + settings.port()
                    + " cannot be used (" + reason(e) + "); choose another with --metrics-host and --metrics-port");
        }
    }

    private MonitorServer(MonitorSettings settings, PrometheusMeterRegistry meters, Readiness readiness) {
        this.readiness = readiness;
        adminFrom = settings.adminFrom();
        scrape = new SharedScrape(meters::scrape, System::nanoTime);
        guard = new ConnectionGuard("monitor", settings.connections(), meters);
        server = new Server(ServerParts.threads("monitor-net", threads));
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEAD_BYTES);
        connector = ServerParts.connector(server, http, settings.host(), settings.port(), IDLE_TIMEOUT, guard);
        server.addConnector(connector);
        server.setErrorHandler(MonitorServer::unreadable);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                write(respond(request), response, callback);
                return true;
            }
        });
    }

    /** Adds a page below {@code /admin/}. */
    public void addPage(String name, AdminPage page) {
        pages.put(name, page);
    }

    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        guard.close();
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the monitor server did not stop cleanly", e);
        }
        threads.shutdownNow();
    }

    private MonitorResponse respond(Request request) {
        InetAddress client = client(request);
        long wait = requests.take(client == null ? "" : ClientNetwork.of(client));
        if (wait > 0) {
            return MonitorResponse.json(429,
                    Map.of("error",
                            "too many requests: send at most " + REQUESTS_PER_SECOND + " per second from one address"),
                    Map.of(HttpHeader.RETRY_AFTER, Long.toString(KeyedTokenBuckets.wholeSeconds(wait)),
                            HttpHeader.CONNECTION,
                            "close"));
        }
        if (!METHODS.contains(request.getMethod())) {
            return MonitorResponse.json(405, Map.of("error", "use GET or HEAD"),
                    Map.of(HttpHeader.ALLOW, "GET, HEAD", HttpHeader.CONNECTION, "close"));
        }
        String path = Request.getPathInContext(request);
        return switch (path) {
            case "/metrics" -> new MonitorResponse(200, PROMETHEUS_TEXT, ByteBuffer.wrap(scrape.text()), Map.of());
            case "/health/live" -> MonitorResponse.json(200, Map.of("live", true));
            case "/health/ready" -> ready();
            default -> {
                AdminPage page = path.startsWith(ADMIN) ? pages.get(path.substring(ADMIN.length())) : null;
                yield page == null ? MonitorResponse.error(404, "unknown path") : admin(page, client, request);
            }
        };
    }

    private MonitorResponse ready() {
        Readiness.Report report = readiness.report();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ready", report.isReady());
        body.put("parts", report.parts());
        if (!report.isReady()) {
            body.put("reasons", report.reasons());
        }
        return MonitorResponse.json(report.isReady() ? 200 : 503, body);
    }

    /** Checks the connection's own address: any client can write another into a header. */
    private MonitorResponse admin(AdminPage page, @Nullable InetAddress client, Request request) {
        if (client == null || adminFrom.stream().noneMatch(network -> network.contains(client))) {
            return MonitorResponse.error(403,
                    "clients at this address are not allowed: use the machine itself, or see the setting"
                            + " monitor.admin-from");
        }
        adminTurn.lock();
        try {
            return MonitorResponse.json(200, page.answer(UrlParameters.of(request.getHttpURI().getQuery())));
        } catch (IllegalArgumentException e) {
            return MonitorResponse.error(400, String.valueOf(e.getMessage()));
        } finally {
            adminTurn.unlock();
        }
    }

    private static @Nullable InetAddress client(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : null;
    }

    private static void write(MonitorResponse answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().remaining());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, answer.body(), callback);
    }

    /** Handles requests that Jetty rejects. Jetty's own text is dropped, because it may contain the client's bytes. */
    private static boolean unreadable(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        write(MonitorResponse.json(status,
                Map.of("error", status == 500 ? "internal error: see the server's log" : "invalid request"),
                Map.of(HttpHeader.CONNECTION, "close")), response, callback);
        return true;
    }

    /** Returns the cause's message: Jetty's own names only the address. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
