package dev.carteiro.api.http;

import dev.carteiro.api.auth.Authenticator;
import dev.carteiro.api.idempotency.Idempotency;
import dev.carteiro.api.jsonapi.ApiError;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.metrics.ApiMetrics;
import dev.carteiro.runtime.settings.InvalidSetting;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The API's HTTP server: Javalin routes, each request on its own virtual thread. Safe for any thread. */
public final class ApiServer implements AutoCloseable {
    /** The beginning of every path. */
    public static final String ROOT = "/webhooks/api/v1";

    /** Maximum time in which a client must take a response that does not fit into the socket's buffers. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    private final Javalin javalin;
    private final JettyConfiguration jetty;
    private final RequestResources.Pools shared;

    /**
     * Starts the server.
     *
     * @param port 0 for any free one
     * @throws InvalidSetting if the port cannot be used
     */
    public static ApiServer start(String host, int port, BaseUrl baseUrl, HttpLimits limits,
            AuditOptions audits, Authenticator authenticator, Idempotency idempotency, List<ApiRoute> routes,
            ApiMetrics metrics) {
        return start(host, port, baseUrl, limits, audits, RequestResources.Pools.of(Runtime.getRuntime()),
                new ResponseWriter(RESPONSE_TIMEOUT), authenticator, idempotency, routes, metrics,
                InstantSource.system(),
                System::nanoTime);
    }

    static ApiServer start(String host, int port, BaseUrl baseUrl, HttpLimits limits, AuditOptions audits,
            RequestResources.Pools shared, ResponseWriter responses, Authenticator authenticator,
            Idempotency idempotency,
            List<ApiRoute> routes,
            ApiMetrics metrics,
            InstantSource clock, LongSupplier nanoClock) {
        RequestPipeline pipeline = new RequestPipeline(new RequestAdmission(authenticator, limits, nanoClock), limits,
                shared, responses, baseUrl,
                idempotency, new AuditLog(audits, clock, nanoClock), metrics, nanoClock);
        metrics.showMemory(shared.work()::inUse, shared.bodies()::inUse);
        JettyConfiguration jetty = new JettyConfiguration(host, port, limits, new JettyErrorHandler(metrics),
                metrics.registry());
        routes.forEach(route -> metrics.registerRoute(route.path(), route.verb().name()));
        try {
            Javalin javalin = Javalin.create(config -> {
                jetty.configure(config);
                addRoutes(config, pipeline, routes);
            });
            javalin.start();
            return new ApiServer(javalin, jetty, shared);
        } catch (JavalinBindException e) {
            throw new InvalidSetting("API port " + port + " on " + host
                    + " cannot be used: stop the process that has it, or choose another with --api-port");
        }
    }

    private ApiServer(Javalin javalin, JettyConfiguration jetty, RequestResources.Pools shared) {
        this.shared = shared;
        this.javalin = javalin;
        this.jetty = jetty;
        jetty.startGuard();
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
        jetty.close();
        shared.close();
    }

    private static void addRoutes(JavalinConfig config, RequestPipeline pipeline, List<ApiRoute> routes) {
        for (ApiRoute route : routes) {
            Handler handler = context -> pipeline.handle(context, route);
            config.routes.addHttpHandler(HandlerType.findOrCreate(route.verb().name()), ROOT + route.path(), handler);
            if (route.verb() == HttpMethod.GET) {
                config.routes.addHttpHandler(HandlerType.HEAD, ROOT + route.path(), handler);
            }
        }
        config.routes.exception(HttpResponseException.class, (e, context) -> pipeline.reject(context, noRoute(e)));
        config.routes.exception(Exception.class, (e, context) -> pipeline.reject(context, invalidPath(e)));
    }

    private static ApiException noRoute(HttpResponseException e) {
        String allowed = e.getDetails().get("availableMethods");
        if (allowed == null) {
            allowed = e.getDetails().get("Available methods");
        }
        if (e.getStatus() == ErrorCode.METHOD_NOT_ALLOWED.status() && allowed != null) {
            return new ApiException(
                    List.of(ApiError.of(ErrorCode.METHOD_NOT_ALLOWED, "the method is not allowed: use " + allowed)),
                    Map.of("Allow", allowed));
        }
        return ApiException.of(ErrorCode.NOT_FOUND, "no resource exists at this path");
    }

    /** Translates a failure of Javalin, which decodes path parameters before it calls a handler. */
    private static Exception invalidPath(Exception e) {
        return e instanceof IllegalArgumentException
                ? ApiException.of(ErrorCode.MALFORMED_REQUEST, "the path is not percent-encoded UTF-8")
                : e;
    }
}
