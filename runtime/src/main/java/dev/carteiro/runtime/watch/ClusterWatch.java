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
 * Looks at the cluster every few seconds, on a thread of its own, and says what it saw to readiness and meters. Safe for any
 * thread.
 *
 * <pre>
 *   every 5 s:  topics there and as they were?  --> ready part "topics"
 *               copies in sync, leaders         --> partitions in trouble
 *               offsets and ends of each stage  --> lag
 *   answered within 30 s                        --> ready part "kafka"
 * </pre>
 *
 * <p>A broker that restarts is no reason to take a process out of service, since its clients wait for it; one that stays
 * away is, for whoever looks at readiness to learn where the trouble is.
 */
public final class ClusterWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

    /** Kafka may be silent for so long before the process is no longer ready. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Admin admin;
    private final TopicsProbe topics;
    private final LagProbe lags;
    private final Duration patience;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile long answeredNanos;
    private volatile TopicsSnapshot seenTopics = TopicsSnapshot.NOTHING;
    private volatile Map<Stage, StageLag> seen = Map.of();

    public static ClusterWatch start(KafkaAccess access, TopicPlan plan, EventSources events, Readiness readiness,
            MeterRegistry meters) {
        return start(access, plan, events, readiness, meters, PATIENCE, EVERY);
    }

    static ClusterWatch start(KafkaAccess access, TopicPlan plan, EventSources events, Readiness readiness,
            MeterRegistry meters, Duration patience, Duration every) {
        ClusterWatch watch = new ClusterWatch(access.admin(), plan, events, patience, every);
        watch.show(readiness, meters);
        watch.thread.start();
        return watch;
    }

    private ClusterWatch(Admin admin, TopicPlan plan, EventSources events, Duration patience, Duration every) {
        this.admin = admin;
        this.patience = patience;
        topics = new TopicsProbe(admin, RequiredTopics.of(plan, events.topics()));
        lags = new LagProbe(admin, plan, events, InstantSource.system());
        answeredNanos = System.nanoTime();
        thread = Thread.ofPlatform().name("cluster-watch").daemon().unstarted(() -> run(every));
    }

    @Override
    public void close() {
        closing.countDown();
        admin.close(CLOSE);
    }

    private void show(Readiness readiness, MeterRegistry meters) {
        readiness.requireNoProblem("kafka", () -> silence().compareTo(patience) < 0
                ? Optional.empty()
                : Optional.of("Kafka has not answered for " + silence().toSeconds() + " s"));
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
                look();
            } while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was seen last stays where Kafka does not answer; that it does not is shown by itself. */
    private void look() {
        try {
            TopicsSnapshot found = topics.look();
            answeredNanos = System.nanoTime();
            List<String> problems = found.problems();
            if (!problems.equals(seenTopics.problems())) {
                LOG.warn("topics: {}",
                        problems.isEmpty() ? "all as they should be again" : String.join("; ", problems));
            }
            seenTopics = found;
            seen = lags.look(topics.counts(), System.nanoTime());
        } catch (KafkaUnavailable e) {
            LOG.debug("Kafka does not answer: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // The next look may succeed; without one, what was seen last would stand for ever.
            if (closing.getCount() > 0) {
                LOG.warn("cannot look at the cluster", e);
            }
        }
    }
}
