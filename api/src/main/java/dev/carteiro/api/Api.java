package dev.carteiro.api;

import dev.carteiro.api.auth.Authenticator;
import dev.carteiro.api.http.ApiServer;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Route;
import dev.carteiro.api.openapi.OpenApiResource;
import dev.carteiro.api.registry.Registry;
import dev.carteiro.api.subscriptions.KnownHealth;
import dev.carteiro.api.subscriptions.SubscriptionsResource;
import dev.carteiro.runtime.endpoints.EndpointStatusView;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The REST API. Safe for any thread; any number of instances work side by side. */
public final class Api implements AutoCloseable {
    private static final Duration LOADS_WITHIN = Duration.ofSeconds(60);

    private final Lifecycle parts = new Lifecycle();
    private final List<Route> routes = new ArrayList<>();
    private final ApiServer server;

    /**
     * Returns when it serves.
     *
     * @param onFatal told when it can no longer follow its topics; the process should end
     * @throws KafkaUnavailable if the topics cannot be read in time
     */
    public static Api start(ApiSettings settings, Authenticator authenticator, Consumer<Throwable> onFatal)
            throws InterruptedException {
        return new Api(settings, authenticator, onFatal);
    }

    private Api(ApiSettings settings, Authenticator authenticator, Consumer<Throwable> onFatal)
            throws InterruptedException {
        boolean started = false;
        try {
            SubscriptionReader reader = new SubscriptionReader(settings.allowed());
            Registry registry = parts.add("registry",
                    Registry.start(settings.access(), settings.names(), reader, onFatal));
            EndpointStatusView endpoints = parts.add("endpoints",
                    EndpointStatusView.start(settings.access(), settings.names(), onFatal));
            endpoints.requireComplete(LOADS_WITHIN);

            routes.addAll(new OpenApiResource().routes());
            routes.addAll(new SubscriptionsResource(registry, reader, new KnownHealth(endpoints)).routes());

            server = parts.add("server", ApiServer.start(settings.host(), settings.port(),
                    new BaseUrl(settings.publicUrl()), settings.limits(), authenticator, routes));
            started = true;
        } finally {
            if (!started) {
                parts.close();
            }
        }
    }

    public int port() {
        return server.port();
    }

    /** Everything that can be asked, for whoever checks it against the documentation. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    @Override
    public void close() {
        parts.close();
    }
}
