package dev.carteiro.router;

import dev.carteiro.router.fault.ThreadFailures;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.router.progress.Activities;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running router. Safe for any thread.
 *
 * <p>Subscriptions are complete before the first event is routed; from then on a change takes effect a moment after it
 * was written, and is not synchronised with events.
 */
public final class Router implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics streamsMetrics;
    private final RouterMetrics metrics;
    private final ThreadFailures failures;
    private final Activities activities;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Router(KafkaStreams streams, KafkaStreamsMetrics streamsMetrics, RouterMetrics metrics,
            ThreadFailures failures, Activities activities) {
        this.streams = streams;
        this.streamsMetrics = streamsMetrics;
        this.metrics = metrics;
        this.failures = failures;
        this.activities = activities;
    }

    /**
     * Starts a router and returns when it has read all subscriptions; it may still wait for its partitions then, see
     * {@link #ready}.
     *
     * @param onFatal told once, on a thread of its own, when the router has failed for good: its process should end
     * @throws org.apache.kafka.streams.errors.StreamsException if the applied topic is missing or the brokers cannot be
     *     reached for minutes
     */
    public static Router start(RouterSettings settings, MeterRegistry meters, Consumer<Throwable> onFatal) {
        InstantSource clock = InstantSource.system();
        SubscriptionIndex index = new SubscriptionIndex();
        RouterMetrics metrics = new RouterMetrics(meters);
        Activities activities = new Activities();
        metrics.observe(index);
        Properties properties = StreamsProperties.of(settings);
        properties.put(RouterMetrics.CONFIG, metrics);
        KafkaStreams streams = new KafkaStreams(RouterTopology.of(settings, index, metrics, clock, activities),
                properties,
                new StreamsClients(settings.names().routerGroup(), settings.instance()));
        ThreadFailures failures = new ThreadFailures(clock, settings.threads());
        streams.setUncaughtExceptionHandler(failure -> {
            metrics.threadFailed();
            return failures.handle(failure);
        });
        AtomicBoolean told = new AtomicBoolean();
        streams.setStateListener((now, before) -> {
            LOG.info("Router is {} (was {})", now, before);
            if (now == State.ERROR && told.compareAndSet(false, true)) {
                // On its own thread: whoever is told will want to close the router, which waits for this one.
                Thread.ofPlatform().name("router-fatal").start(() -> onFatal.accept(failures.last()));
            }
        });
        return start(new Router(streams, new KafkaStreamsMetrics(streams), metrics, failures, activities), meters);
    }

    private static Router start(Router router, MeterRegistry meters) {
        try {
            // Nothing in the state directory is needed, and a damaged file in it would prevent the start.
            router.streams.cleanUp();
            router.streams.start();
            router.streamsMetrics.bindTo(meters);
            return router;
        } catch (RuntimeException e) {
            router.close();
            throw e;
        }
    }

    /** Whether it has all subscriptions and its share of the partitions, and its threads live. */
    public boolean ready() {
        return problem().isEmpty();
    }

    /** Why it is not ready, in words; empty where it is. */
    public Optional<String> problem() {
        return streams.state() == State.RUNNING
                ? failures.problem().or(activities::stall)
                : Optional.of("Kafka Streams is " + state() + ": it has not all subscriptions, or not its partitions");
    }

    /** The longest time for which one of its threads has been working on the same record. */
    public Duration busy() {
        return activities.longest();
    }

    /** Kafka Streams' own word for its state, for example {@code REBALANCING}. */
    public String state() {
        return streams.state().name();
    }

    /** Closes within ten seconds. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /**
     * Commits, stops and leaves the group, so that other routers take over at once. Later calls do nothing.
     *
     * @return whether everything has stopped in time
     */
    @SuppressWarnings("UnusedReturnValue")
    public boolean close(Duration timeout) {
        if (!closed.compareAndSet(false, true)) {
            return streams.state().hasCompletedShutdown();
        }
        streamsMetrics.close();
        metrics.close();
        return streams.close(CloseOptions.timeout(timeout)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
}
