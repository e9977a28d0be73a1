package dev.carteiro.router;

import dev.carteiro.router.applied.AppliedPosition;
import dev.carteiro.router.fault.ThreadFailureHandler;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.router.progress.ProcessorActivities;
import dev.carteiro.router.routing.LargeFanoutTopology;
import dev.carteiro.router.routing.OpenTransaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running router. Thread-safe.
 *
 * <p>All subscriptions are loaded before the first event is routed. Later changes take effect shortly after they are
 * written, and are not synchronised with events.
 */
public final class Router implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final KafkaStreams largeFanouts;
    private final List<KafkaStreamsMetrics> streamsMetrics;
    private final RouterMetrics metrics;
    private final ThreadFailureHandler failures;
    private final ProcessorActivities activities;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Router(KafkaStreams streams, KafkaStreams largeFanouts, RouterMetrics metrics,
            ThreadFailureHandler failures, ProcessorActivities activities) {
        this.streams = streams;
        this.largeFanouts = largeFanouts;
        this.streamsMetrics = List.of(new KafkaStreamsMetrics(streams), new KafkaStreamsMetrics(largeFanouts));
        this.metrics = metrics;
        this.failures = failures;
        this.activities = activities;
    }

    /**
     * Starts a router and returns when it has read all subscriptions. It may still wait for its partitions then, see
     * {@link #ready}.
     *
     * @param onFatal called once, on a thread of its own, when the router has failed permanently and its process should
     *     end
     * @throws org.apache.kafka.streams.errors.StreamsException if the applied topic is missing or the brokers cannot be
     *     reached for minutes
     * @throws dev.carteiro.runtime.kafka.KafkaUnavailable if the group has lost its offsets
     */
    public static Router start(RouterSettings settings, MeterRegistry meters, Consumer<Throwable> onFatal) {
        LostOffsetsCheck.requireNotLost(settings);
        InstantSource clock = InstantSource.system();
        SubscriptionIndex index = new SubscriptionIndex();
        AppliedPosition applied = new AppliedPosition();
        OpenTransaction transaction = new OpenTransaction(settings.maxTransactionBytes());
        RouterMetrics metrics = new RouterMetrics(meters);
        ProcessorActivities activities = new ProcessorActivities();
        metrics.observeIndex(index);
        ThreadFailureHandler failures = new ThreadFailureHandler(clock, settings.threads() + 1);
        FailureHandling failing = new FailureHandling(failures, metrics, onFatal);
        KafkaStreams streams = application("Router",
                RouterTopology.of(settings, index, applied, transaction, metrics, clock, activities),
                StreamsProperties.of(settings), settings, transaction, failing);
        KafkaStreams largeFanouts = application("Router of large fan-outs",
                LargeFanoutTopology.of(settings.names().fanout(), settings.names(), index, applied, transaction,
                        metrics, clock, activities),
                StreamsProperties.ofLargeFanouts(settings), settings, transaction, failing);
        return start(new Router(streams, largeFanouts, metrics, failures, activities), meters);
    }

    /** Handlers for failed threads and failed applications. */
    private record FailureHandling(ThreadFailureHandler threads, RouterMetrics metrics, Consumer<Throwable> onFatal,
            AtomicBoolean isReported) {
        FailureHandling(ThreadFailureHandler threads, RouterMetrics metrics, Consumer<Throwable> onFatal) {
            this(threads, metrics, onFatal, new AtomicBoolean());
        }
    }

    private static KafkaStreams application(String name, Topology topology, Properties properties,
            RouterSettings settings, OpenTransaction transaction, FailureHandling failing) {
        properties.put(RouterMetrics.CONFIG, failing.metrics());
        String id = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        KafkaStreams streams = new KafkaStreams(topology, properties,
                new StreamsClientSupplier(id, settings.instance(), transaction));
        streams.setUncaughtExceptionHandler(failure -> {
            failing.metrics().recordThreadFailure();
            return failing.threads().handle(failure);
        });
        streams.setStateListener((now, before) -> {
            LOG.info("{} is {} (was {})", name, now, before);
            if (now == State.ERROR && failing.isReported().compareAndSet(false, true)) {
                // On its own thread: the callback may close the router, which waits for this thread.
                Thread.ofPlatform().name("router-fatal")
                        .start(() -> failing.onFatal().accept(failing.threads().last()));
            }
        });
        return streams;
    }

    private static Router start(Router router, MeterRegistry meters) {
        try {
            // The state directory contains nothing that is needed, and a damaged file in it would prevent the start.
            router.streams.cleanUp();
            router.largeFanouts.cleanUp();
            // Returns when all subscriptions are in the index, which both applications use.
            router.streams.start();
            router.largeFanouts.start();
            router.streamsMetrics.forEach(each -> each.bindTo(meters));
            return router;
        } catch (RuntimeException e) {
            router.close();
            throw e;
        }
    }

    /** Returns whether the router has all subscriptions and its partitions, and its threads are healthy. */
    public boolean ready() {
        return problem().isEmpty();
    }

    /** Returns the reason for which the router is not ready; empty if it is ready. */
    public Optional<String> problem() {
        return streams.state() == State.RUNNING && largeFanouts.state() == State.RUNNING
                ? failures.problem().or(activities::stall)
                : Optional.of("Kafka Streams is " + state()
                        + ": subscriptions are not loaded, or partitions are not assigned");
    }

    /** Returns the longest time for which a thread has been processing the same record. */
    public Duration busy() {
        return activities.longest();
    }

    /** Returns the state of Kafka Streams, for example {@code REBALANCING}. */
    public String state() {
        return (streams.state() == State.RUNNING ? largeFanouts : streams).state().name();
    }

    /** Closes the router within ten seconds. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /**
     * Commits, stops and leaves the group, so that other routers take over immediately. Later calls have no effect.
     *
     * @return whether everything stopped within the timeout
     */
    @SuppressWarnings("UnusedReturnValue")
    public boolean close(Duration timeout) {
        if (!closed.compareAndSet(false, true)) {
            return streams.state().hasCompletedShutdown() && largeFanouts.state().hasCompletedShutdown();
        }
        streamsMetrics.forEach(KafkaStreamsMetrics::close);
        metrics.close();
        long deadline = System.nanoTime() + timeout.toNanos();
        // Both applications stop concurrently: this call only starts the shutdown.
        largeFanouts.close(leaving(Duration.ZERO));
        boolean isClosed = streams.close(leaving(timeout));
        long remaining = Math.max(0, deadline - System.nanoTime());
        return largeFanouts.close(leaving(Duration.ofNanos(remaining))) && isClosed;
    }

    private static CloseOptions leaving(Duration timeout) {
        return CloseOptions.timeout(timeout).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
    }
}
