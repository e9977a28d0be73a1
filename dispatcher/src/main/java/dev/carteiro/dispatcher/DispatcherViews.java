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
 * What all lanes of a dispatcher look things up in, each following a compacted topic. Safe for any thread.
 *
 * @param subscriptions in force
 * @param endpoints what the system says of them
 * @param jobs and what is held for paused subscriptions
 */
record DispatcherViews(SubscriptionView subscriptions, EndpointStatusView endpoints, JobView jobs) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Reads all of them to their ends.
     *
     * @param onFatal told when one can no longer follow; the process should end
     * @throws KafkaUnavailable if one cannot be read in time
     */
    static DispatcherViews start(DispatcherSettings settings, Consumer<Throwable> onFatal) {
        DispatcherViews views = new DispatcherViews(
                SubscriptionView.start(settings.access(), settings.names(), new SubscriptionReader(settings.allowed()),
                        onFatal),
                EndpointStatusView.start(settings.access(), settings.names(), onFatal),
                JobView.start(settings.access(), settings.names(), onFatal));
        try {
            views.subscriptions.requireComplete(PATIENCE);
            views.endpoints.requireComplete(PATIENCE);
            views.jobs.requireComplete(PATIENCE);
            return views;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return views;
        } catch (KafkaUnavailable e) {
            views.close();
            throw e;
        }
    }

    /** What the followers' threads are working on. */
    List<Activity> activities() {
        return List.of(subscriptions.activity(), endpoints.activity(), jobs.activity());
    }

    /** What the system says of endpoints whose subscription is still the one that it speaks of. */
    EndpointStatusCounts endpointCounts() {
        Map<String, Long> counts = new HashMap<>();
        endpoints.all().forEach((id, status) -> {
            if (subscriptions.find(id, -1) instanceof SubscriptionLookup.FoundSubscription(Subscription subscription, long version)
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
