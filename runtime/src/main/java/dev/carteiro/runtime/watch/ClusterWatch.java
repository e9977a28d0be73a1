package dev.carteiro.runtime.watch;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.monitor.Readiness;
import dev.carteiro.schemas.topic.TopicPlan;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the cluster every few seconds on a thread of its own, and publishes the results as readiness and meters. Safe for any
 * thread.
 *
 * <pre>
 *   every 5 s:  topics exist, unchanged         --> ready part "topics"
 *               copies in sync, leaders         --> troubled partitions
 *               offsets and ends of each stage  --> lag
 *   a response within 30 s                      --> ready part "kafka"
 * </pre>
 *
 * <p>A broker that restarts does not take a process out of service, because its clients wait for the broker. A longer outage does,
 * so that readiness shows the operator the cause.
 */
public final class ClusterWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    /** Time without a response from Kafka after which the process is not ready. */
    public static final Duration MAX_SILENCE = Duration.ofSeconds(30);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Admin admin;
    private final TopicsProbe topics;
    private final LagProbe lags;
    private final Duration maxSilence;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile long answeredNanos;
    private volatile TopicsSnapshot seenTopics = TopicsSnapshot.NOTHING;
    private volatile Map<Stage, StageLag> seen = Map.of();

    public static ClusterWatch start(KafkaAccess access, TopicPlan plan, EventSources events, Readiness readiness,
            MeterRegistry meters) {
        return start(access, plan, events, readiness, meters, MAX_SILENCE, CHECK_INTERVAL);
    }

    static ClusterWatch start(KafkaAccess access, TopicPlan plan, EventSources events, Readiness readiness,
            MeterRegistry meters, Duration maxSilence, Duration every) {
        ClusterWatch watch = new ClusterWatch(access.admin(), plan, events, maxSilence, every);
        watch.show(readiness, meters);
        watch.thread.start();
        return watch;
    }

    private ClusterWatch(Admin admin, TopicPlan plan, EventSources events, Duration maxSilence, Duration every) {
        this.admin = admin;
        this.maxSilence = maxSilence;
        topics = new TopicsProbe(admin, RequiredTopics.of(plan, events.topics()));
        lags = new LagProbe(admin, plan, events, InstantSource.system());
        answeredNanos = System.nanoTime();
        thread = Thread.ofPlatform().name("cluster-watch").daemon().unstarted(() -> run(every));
    }

    @Override
    public void close() {
        closing.countDown();
        admin.close(CLOSE_TIMEOUT);
    }

    private void show(Readiness readiness, MeterRegistry meters) {
        readiness.requireNoProblem("kafka", () -> silence().compareTo(maxSilence) < 0
                ? Optional.empty()
                : Optional.of("Kafka has not responded for " + silence().toSeconds() + " s"));
        readiness.requireNoProblem("topics", () -> {
            List<String> problems = seenTopics.problems();
            return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
        });
        WatchMeter.KAFKA_SILENT.spec().gauge(meters, () -> silence().toMillis() / 1e3);
        WatchMeter.TROUBLED_PARTITIONS.spec().gauge(meters, () -> seenTopics.underReplicated(),
                WatchMeter.UNDER_REPLICATED);
        WatchMeter.TROUBLED_PARTITIONS.spec().gauge(meters, () -> seenTopics.withoutLeader(),
                WatchMeter.WITHOUT_LEADER);
        for (Stage stage : lags.stages()) {
            String name = stage.name();
            WatchMeter.LAG_RECORDS.spec().gauge(meters, () -> lag(stage).records(), name);
            WatchMeter.LAG_SECONDS.spec().gauge(meters, () -> lag(stage).age().toMillis() / 1e3, name);
            WatchMeter.STALLED_PARTITIONS.spec().gauge(meters, () -> lag(stage).stalled(), name);
            WatchMeter.OPEN_TRANSACTION_SECONDS.spec().gauge(meters, () -> lag(stage).open().toMillis() / 1e3, name);
            WatchMeter.HALF_EXPIRED_PARTITIONS.spec().gauge(meters, () -> lag(stage).halfExpired(), name);
        }
    }

    private Duration silence() {
        return Duration.ofNanos(System.nanoTime() - answeredNanos);
    }

    private StageLag lag(Stage stage) {
        return seen.getOrDefault(stage, StageLag.NONE);
    }

    private void run(Duration every) {
        try {
            do {
                check();
            } while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps the last results if Kafka does not respond; the silence is published separately. */
    private void check() {
        try {
            TopicsSnapshot found = topics.check();
            answeredNanos = System.nanoTime();
            List<String> problems = found.problems();
            if (!problems.equals(seenTopics.problems())) {
                LOG.warn("topics: {}",
                        problems.isEmpty() ? "all problems are solved" : String.join("; ", problems));
            }
            seenTopics = found;
            seen = lags.measure(topics.counts(), System.nanoTime());
        } catch (KafkaUnavailable e) {
            LOG.debug("Kafka does not respond: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // The next check may succeed; without it, old results would stay published for ever.
            if (closing.getCount() > 0) {
                LOG.warn("cannot check the cluster; the next check follows", e);
            }
        }
    }
}
