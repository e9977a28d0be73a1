package dev.carteiro.dispatcher;

import dev.carteiro.dispatcher.metrics.EndpointStatusCounts;
import dev.carteiro.dispatcher.scan.JobView;
import dev.carteiro.runtime.endpoints.EndpointStatusView;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.runtime.subscriptions.SubscriptionView;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.schemas.endpoint.DisabledReason;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The views that all lanes of a dispatcher share; each follows a compacted topic. Safe for any thread.
 *
 * @param subscriptions the applied subscriptions
 * @param endpoints the endpoint statuses that the system wrote
 * @param jobs the redrives, and the markers of deliveries held for paused subscriptions
 */
record DispatcherViews(SubscriptionView subscriptions, EndpointStatusView endpoints,
        JobView jobs) implements AutoCloseable {
    private static final Duration INITIAL_READ_TIMEOUT = Duration.ofMinutes(2);

    /**
     * Reads all three topics to their ends.
     *
     * @param onFatal called when a view can no longer follow its topic; the process should exit
     * @throws KafkaUnavailable if one of the topics cannot be read within two minutes
     */
    static DispatcherViews start(DispatcherSettings settings, Consumer<Throwable> onFatal) {
        DispatcherViews views = new DispatcherViews(
                SubscriptionView.start(settings.access(), settings.names(), new SubscriptionReader(settings.allowed()),
                        onFatal),
                EndpointStatusView.start(settings.access(), settings.names(), onFatal),
                JobView.start(settings.access(), settings.names(), onFatal));
        try {
            views.subscriptions.requireComplete(INITIAL_READ_TIMEOUT);
            views.endpoints.requireComplete(INITIAL_READ_TIMEOUT);
            views.jobs.requireComplete(INITIAL_READ_TIMEOUT);
            return views;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return views;
        } catch (KafkaUnavailable e) {
            views.close();
            throw e;
        }
    }

    /** Returns the current activity of each follower thread. */
    List<Activity> activities() {
        return List.of(subscriptions.activity(), endpoints.activity(), jobs.activity());
    }

    /** Counts the endpoint statuses that are about the current version of their subscription. */
    EndpointStatusCounts endpointCounts() {
        Map<String, Long> counts = new HashMap<>();
        endpoints.all().forEach((id, status) -> {
            if (subscriptions.find(id,
                    -1) instanceof SubscriptionLookup.FoundSubscription(Subscription subscription, long version)
                    && status.appliesTo(version)) {
                counts.merge(kind(status), 1L, Long::sum);
            }
        });
        return new EndpointStatusCounts(counts.getOrDefault("failing", 0L).intValue(),
                counts.getOrDefault("gone", 0L).intValue(), counts.getOrDefault("disabled", 0L).intValue());
    }

    private static String kind(EndpointStatus status) {
        return switch (status) {
            case EndpointStatus.Failing failing -> "failing";
            case EndpointStatus.Disabled disabled -> disabled.reason() == DisabledReason.GONE ? "gone" : "disabled";
        };
    }

    @Override
    public void close() {
        subscriptions.close();
        endpoints.close();
        jobs.close();
    }
}
