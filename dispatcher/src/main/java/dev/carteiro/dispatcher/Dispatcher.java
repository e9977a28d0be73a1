package dev.carteiro.dispatcher;

import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.DeliveryGate;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.diagnostics.WorstEndpointsPage;
import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.dispatcher.lane.Lane;
import dev.carteiro.dispatcher.lane.LaneDependencies;
import dev.carteiro.dispatcher.lane.LaneSettings;
import dev.carteiro.dispatcher.lane.LaneSupervisor;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Outbox;
import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.dispatcher.send.HttpSender;
import dev.carteiro.dispatcher.send.Sender;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.monitor.AdminPage;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.schemas.topic.TopicPlan;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/**
 * One dispatcher: a view of the subscriptions, HTTP clients, and one or more lanes. Safe for any thread; it runs on its
 * own threads from {@link #start} to {@link #close}.
 */
public final class Dispatcher implements AutoCloseable {
    private final DispatcherViews views;
    private final HttpClients clients;
    private final List<LaneSupervisor> lanes;
    private final LaneClock clock;

    private Dispatcher(DispatcherViews views, HttpClients clients, List<LaneSupervisor> lanes, LaneClock clock) {
        this.views = views;
        this.clients = clients;
        this.lanes = lanes;
        this.clock = clock;
    }

    /**
     * Reads all subscriptions, then starts to consume.
     *
     * @param onFatal called, once or more, when the dispatcher can no longer work; the process should exit and be
     *     restarted
     * @throws KafkaUnavailable if the subscriptions cannot be read
     */
    public static Dispatcher start(DispatcherSettings settings, MeterRegistry meters, Consumer<Throwable> onFatal) {
        DispatcherViews views = DispatcherViews.start(settings, onFatal);
        RetryWheel wheel = new RetryWheel(settings.tiers(), settings.names());
        Jitter jitter = new Jitter(wheel, () -> ThreadLocalRandom.current().nextLong());
        VerdictTable verdicts = new VerdictTable(jitter, settings.retryAfterCap());
        HttpClients clients = HttpClients.start(settings.allowed());
        Sender sender = new HttpSender(clients.all(), settings.version());
        DispatcherMetrics metrics = new DispatcherMetrics(meters);
        metrics.observe(clients.all().stream().map(OkHttpClient::connectionPool).toList());
        metrics.observe(views::endpointCounts);
        LaneClock clock = LaneClock.system();
        metrics.observeClock(clock::ahead);
        EndpointStatusTracker statusTracker = new EndpointStatusTracker(views.endpoints(), settings.disableAfter());
        DeliveryGate gate = new DeliveryGate(views.subscriptions(), statusTracker);
        Attempter attempter = new Attempter(gate, sender, verdicts, statusTracker, clock, metrics);
        Outbox outbox = new Outbox(settings.names(), wheel);

        List<LaneSupervisor> lanes = new ArrayList<>();
        for (LaneSettings lane : laneSettings(settings)) {
            lanes.add(LaneSupervisor.start(lane.id(), onEnd -> {
                LaneScans scans = new LaneScans(settings.access(), settings.names(), lane.id(), views.jobs(),
                        views.subscriptions(), clock, metrics);
                return Lane.start(lane,
                        new LaneDependencies(gate, statusTracker, attempter, outbox, scans, clock, metrics),
                        onEnd);
            }, clock, onFatal));
        }
        return new Dispatcher(views, clients, List.copyOf(lanes), clock);
    }

    /** Returns true once the subscriptions are read and every lane has joined its group. */
    public boolean ready() {
        return views.subscriptions().isComplete() && lanes.stream().allMatch(LaneSupervisor::isReady);
    }

    /** Returns why the dispatcher is not ready or which thread is stuck, for people; empty if all is well. */
    public Optional<String> problem() {
        if (!ready()) {
            return Optional.of(views.subscriptions().isComplete()
                    ? "a lane has not joined its group; after a kill, the session of its former member has to end first"
                    : "the subscriptions have not been read to their end");
        }
        return Activity.firstStall(activities());
    }

    /** Returns the longest time that one of its threads has been working on the same task. */
    public Duration busy() {
        return Activity.longest(activities());
    }

    private List<Activity> activities() {
        return Stream.concat(views.activities().stream(), lanes.stream().map(LaneSupervisor::activity)).toList();
    }

    /** Returns how this machine's clock differs from the brokers', for people; empty if no difference is known. */
    public Optional<String> clockProblem() {
        return clock.problem();
    }

    /** Returns the admin page that lists the endpoints with the most failures, latency or backlog. */
    public AdminPage worstEndpoints() {
        return new WorstEndpointsPage(() -> {
            Map<String, EndpointState> all = new HashMap<>();
            lanes.forEach(lane -> all.putAll(lane.endpoints()));
            return all;
        }, views.subscriptions(), views.endpoints());
    }

    /** Stops intake, waits up to 8 s for attempts, commits and leaves the group; takes at most 10 s. */
    @Override
    public void close() {
        List<Thread> closing = lanes.stream().map(lane -> Thread.startVirtualThread(lane::close)).toList();
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        views.close();
        clients.close();
    }

    private static List<LaneSettings> laneSettings(DispatcherSettings settings) {
        boolean isStatic = !settings.instanceId().isEmpty();
        String instance = isStatic ? settings.instanceId() : UUID.randomUUID().toString();
        List<String> topics = new TopicPlan(settings.names(), settings.tiers(), 1).dispatchedTopics();
        List<LaneSettings> lanes = new ArrayList<>();
        for (int i = 0; i < settings.lanes(); i++) {
            lanes.add(new LaneSettings(settings.access(), settings.names(), topics,
                    settings.names().dispatcherGroup() + "-" + instance + "-" + i, isStatic,
                    settings.commitInterval(), settings.maxRecords(), settings.maxBytes()));
        }
        return lanes;
    }
}
