package dev.carteiro.dispatcher.metrics;

import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.Verdict;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventTime;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import okhttp3.ConnectionPool;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Records the dispatcher's metrics; {@link DispatcherMeter} describes each meter. Safe for any thread. */
public final class DispatcherMetrics {
    private final MeterRegistry meters;
    private final AttemptMeters attempts;
    private final CommitMeters commits;
    private final LaneGauges lanes;
    private final Timer attemptTime;
    private final Timer firstTime;
    private final Timer laterTime;
    private final Timer deliveryTime;
    private final Timer commitTime;
    private final Timer commitInterval;
    private final Counter notSent;
    private final Counter versionsBeyond;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger inMemory = new AtomicInteger();

    public DispatcherMetrics(MeterRegistry meters) {
        this.meters = meters;
        attempts = new AttemptMeters(meters);
        commits = new CommitMeters(meters);
        lanes = new LaneGauges(meters);
        attemptTime = DispatcherMeter.ATTEMPT.spec().timer(meters);
        firstTime = DispatcherMeter.END_TO_END.spec().timer(meters, "first");
        laterTime = DispatcherMeter.END_TO_END.spec().timer(meters, "later");
        deliveryTime = DispatcherMeter.DELIVERY.spec().timer(meters);
        commitTime = DispatcherMeter.COMMIT.spec().timer(meters);
        commitInterval = DispatcherMeter.COMMIT_INTERVAL.spec().timer(meters);
        notSent = DispatcherMeter.NOT_SENT.spec().counter(meters, "open-files");
        versionsBeyond = DispatcherMeter.VERSIONS_BEYOND.spec().counter(meters);
        DispatcherMeter.IN_FLIGHT.spec().gauge(meters, inFlight::get);
        DispatcherMeter.IN_MEMORY.spec().gauge(meters, inMemory::get);
        // Created now, so that they are visible before the first event.
        List.of("released", "redriven").forEach(why -> DispatcherMeter.REEMITTED.spec().counter(meters, why));
        List.of("aborted", "in-doubt")
                .forEach(kind -> DispatcherMeter.TRANSACTION_FAILURES.spec().counter(meters, kind));
    }

    /** Registers gauges for the connections of all pools together. */
    public void observe(List<ConnectionPool> pools) {
        DispatcherMeter.CONNECTIONS.spec().gauge(meters, sum(pools, ConnectionPool::idleConnectionCount), "idle");
        DispatcherMeter.CONNECTIONS.spec().gauge(meters,
                sum(pools, pool -> Math.max(0, pool.connectionCount() - pool.idleConnectionCount())), "active");
    }

    /**
     * Registers a gauge for the difference between the clocks.
     *
     * @param ahead returns how far this machine's clock is ahead of the brokers'
     */
    public void observeClock(Supplier<Duration> ahead) {
        DispatcherMeter.CLOCK_AHEAD_SECONDS.spec().gauge(meters, () -> ahead.get().toMillis() / 1e3);
    }

    /** Registers gauges for the statuses in the endpoint-status topic. */
    public void observe(Supplier<EndpointStatusCounts> statuses) {
        DispatcherMeter.ENDPOINT_STATUS.spec().gauge(meters, () -> statuses.get().failing(), "failing");
        DispatcherMeter.ENDPOINT_STATUS.spec().gauge(meters, () -> statuses.get().gone(), "gone");
        DispatcherMeter.ENDPOINT_STATUS.spec().gauge(meters, () -> statuses.get().disabled(), "disabled");
    }

    /**
     * Registers the client's own metrics.
     *
     * @return removes them again
     */
    public Runnable observe(Consumer<?, ?> consumer) {
        return bind(new KafkaClientMetrics(consumer));
    }

    /**
     * Registers the client's own metrics.
     *
     * @return removes them again
     */
    public Runnable observe(Producer<?, ?> producer) {
        return bind(new KafkaClientMetrics(producer));
    }

    /** Shows the state of a lane in the gauges. */
    public void showLane(String id, LaneState state) {
        lanes.show(id, state);
    }

    /**
     * Records an attempt.
     *
     * @param delivery the delivery before the attempt
     * @param took the length of the attempt
     */
    public void attempted(SendResult answer, Verdict verdict, Delivery delivery, Duration took, Instant ended) {
        attemptTime.record(took);
        attempts.count(answer, verdict);
        if (verdict instanceof Verdict.Delivered) {
            deliveryTime.record(Duration.between(delivery.matchedAt(), ended));
            EventTime.age(delivery.time(), ended)
                    .ifPresent(age -> (isPrompt(delivery.progress()) ? firstTime : laterTime).record(age));
        }
    }

    /**
     * Returns false for deliveries whose subscription was paused or whose receiver was slow: Carteiro did not delay
     * them.
     */
    private static boolean isPrompt(DeliveryProgress before) {
        return before.attempts() == 0 && before.due() == null && before.held().isZero();
    }

    /** Counts a delivery that matched a version of its subscription which the applied topic does not contain. */
    public void versionBeyond() {
        versionsBeyond.increment();
    }

    /** Counts an attempt that was put off because this process could not open a socket. */
    public void notSent() {
        notSent.increment();
    }

    /** Counts a committed consequence. */
    public void committed(Consequence consequence) {
        commits.count(consequence);
    }

    /**
     * Counts records that a scan wrote to deliveries again.
     *
     * @param why {@code released} or {@code redriven}
     */
    public void reemitted(String why, int count) {
        DispatcherMeter.REEMITTED.spec().counter(meters, why).increment(count);
    }

    public void committed(Duration took) {
        commitTime.record(took);
    }

    /**
     * Records the time that the first result of a commit waited.
     *
     * @param sinceFirst the time from the first result of a commit to the commit's end
     */
    public void recordCommitInterval(Duration sinceFirst) {
        commitInterval.record(sinceFirst);
    }

    /**
     * Counts a failed transaction.
     *
     * @param kind {@code aborted} or {@code in-doubt}
     */
    public void transactionFailed(String kind) {
        DispatcherMeter.TRANSACTION_FAILURES.spec().counter(meters, kind).increment();
    }

    public AtomicInteger inFlight() {
        return inFlight;
    }

    public AtomicInteger inMemory() {
        return inMemory;
    }

    private Runnable bind(KafkaClientMetrics client) {
        client.bindTo(meters);
        return client::close;
    }

    private static Supplier<Number> sum(List<ConnectionPool> pools, ToIntFunction<ConnectionPool> of) {
        return () -> pools.stream().mapToInt(of).sum();
    }
}
