package dev.carteiro.api;

import dev.carteiro.api.actions.RedriveService;
import dev.carteiro.api.actions.TestBudgets;
import dev.carteiro.api.actions.TestDeliverySender;
import dev.carteiro.api.auth.Authenticator;
import dev.carteiro.api.deliveries.DeliveriesResource;
import dev.carteiro.api.deliveries.HistoryEndpointHealth;
import dev.carteiro.api.history.HistoryFollower;
import dev.carteiro.api.history.HistoryIndex;
import dev.carteiro.api.http.ApiRoute;
import dev.carteiro.api.http.ApiServer;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.idempotency.IdempotencyStore;
import dev.carteiro.api.metrics.ApiMetrics;
import dev.carteiro.api.openapi.OpenApiResource;
import dev.carteiro.api.operations.RedrivesResource;
import dev.carteiro.api.operations.SecretsResource;
import dev.carteiro.api.operations.TestsResource;
import dev.carteiro.api.registry.SubscriptionRegistry;
import dev.carteiro.api.subscriptions.EndpointHealth;
import dev.carteiro.api.subscriptions.StatusTopicHealth;
import dev.carteiro.api.subscriptions.SubscriptionsResource;
import dev.carteiro.runtime.endpoints.EndpointStatusView;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The REST API as one part of a process. Safe for any thread; any number of instances run side by side. */
public final class Api implements AutoCloseable {
    private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(60);

    private final Lifecycle parts = new Lifecycle();
    private final List<ApiRoute> routes = new ArrayList<>();
    private final List<Activity> activities;
    private final ApiServer server;

    /**
     * Starts the API and returns once it serves requests.
     *
     * @param onFatal is called when the API can no longer follow its topics; the process should then end
     * @throws KafkaUnavailable if the topics cannot be read in time
     */
    public static Api start(ApiSettings settings, Authenticator authenticator, MeterRegistry meters,
            Consumer<Throwable> onFatal) throws InterruptedException {
        return start(settings, authenticator, meters, onFatal, InstantSource.system());
    }

    static Api start(ApiSettings settings, Authenticator authenticator, MeterRegistry meters,
            Consumer<Throwable> onFatal, InstantSource clock) throws InterruptedException {
        return new Api(settings, authenticator, new ApiMetrics(meters), onFatal, clock);
    }

    private Api(ApiSettings settings, Authenticator authenticator, ApiMetrics metrics, Consumer<Throwable> onFatal,
            InstantSource clock) throws InterruptedException {
        boolean started = false;
        try {
            SubscriptionReader reader = new SubscriptionReader(settings.allowed());
            // These three load while the registry does, which takes longest.
            EndpointStatusView endpoints = parts.add("endpoints",
                    EndpointStatusView.start(settings.access(), settings.names(), onFatal));
            HistoryIndex history = new HistoryIndex(settings.historyBytes());
            HistoryFollower follower = parts.add("history", HistoryFollower.start(settings.access(), settings.names(),
                    history, settings.historyBytes(), onFatal));
            IdempotencyStore idempotency = parts.add("idempotency",
                    IdempotencyStore.start(settings.access(), settings.names(), clock, onFatal));
            SubscriptionRegistry registry = parts.add("registry",
                    SubscriptionRegistry.start(settings.access(), settings.names(), reader, settings.quotas(),
                            onFatal));
            activities = Stream.concat(Stream.of(endpoints.activity(), follower.activity(), idempotency.activity()),
                    registry.activities().stream()).toList();
            endpoints.requireComplete(LOAD_TIMEOUT);
            follower.requireComplete(LOAD_TIMEOUT);
            idempotency.requireComplete();
            TestDeliverySender tests = parts.add("test-deliveries",
                    new TestDeliverySender(settings.access(), settings.names(), history));
            RedriveService redriving = new RedriveService(new RedriveJobs(settings.access(), settings.names()));

            routes.addAll(new OpenApiResource().routes());
            EndpointHealth health = new HistoryEndpointHealth(new StatusTopicHealth(endpoints), history);
            SecureRandom random = new SecureRandom();
            routes.addAll(new SubscriptionsResource(registry, reader, health, settings.profiles(), random).routes());
            routes.addAll(new DeliveriesResource(registry, history).routes());
            routes.add(new TestsResource(registry, tests, new TestBudgets(settings.tests(), System::nanoTime), history,
                    clock).route());
            routes.add(new SecretsResource(registry, reader, random, clock).route());
            routes.addAll(new RedrivesResource(registry, redriving, clock).routes());

            server = parts.add("server", ApiServer.start(settings.host(), settings.port(),
                    new BaseUrl(settings.publicUrl()), settings.limits(), settings.audits(), authenticator,
                    idempotency, routes,
                    metrics));
            metrics.showSubscriptions(registry::size);
            started = true;
        } finally {
            if (!started) {
                parts.close();
            }
        }
    }

    /** Returns why the API is not ready; empty if it is. */
    public Optional<String> problem() {
        return Activity.firstStall(activities);
    }

    /** Returns the longest time for which one of its threads has worked on the same record. */
    public Duration busy() {
        return Activity.longest(activities);
    }

    public int port() {
        return server.port();
    }

    /** Returns all routes, for comparison with the OpenAPI document. */
    public List<ApiRoute> routes() {
        return List.copyOf(routes);
    }

    @Override
    public void close() {
        parts.close();
    }
}
