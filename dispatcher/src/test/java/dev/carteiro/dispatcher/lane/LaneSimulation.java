package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.admission.AdmissionPolicy;
import dev.carteiro.dispatcher.attempt.AttemptStep;
import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.DeliveryGate;
import dev.carteiro.dispatcher.attempt.PendingAttempt;
import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.outcome.Outbox;
import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.scan.FakeJobs;
import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.dispatcher.send.Sender;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.runtime.subscriptions.Subscriptions;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;

/**
 * One scenario on a real lane: its loop, memory, endpoints, circuit breakers and commits are the ones that run in
 * production. Kafka, the processors, the receivers and time are simulated, and randomness is seeded, so that each run
 * has the same outcome to the last number. For one thread: the lane's own is not started, and its rounds are called instead.
 */
final class LaneSimulation {
    private static final TopicNames NAMES = TopicNames.DEFAULT;
    private static final RetryTiers TIERS = RetryTiers.parse("5s,1m,5m");
    private static final int PARTITIONS = 2;
    private static final Duration SAMPLING = Duration.ofMillis(100);
    private static final long SEED = 20_260_101;
    private static final byte[] PAYLOAD = "{}".getBytes(StandardCharsets.UTF_8);

    private final SimulatedTime time = new SimulatedTime();
    private final AdmissionOutcome outcome = new AdmissionOutcome();
    private final DispatcherMetrics metrics = new DispatcherMetrics(new SimpleMeterRegistry());
    private final Map<String, SimulatedReceiver> receivers = new HashMap<>();
    private final AdmissionScenario scenario;
    private final SimulatedTopics topics;
    private final SimulatedProcessors processors;
    private final Attempter attempter;
    private final Lane lane;
    private int arrivals;

    /** An endpoint outside. */
    private record SimulatedReceiver(Subscription subscription, ReceiverScript script, RandomGenerator random) {
    }

    private LaneSimulation(AdmissionScenario scenario, AdmissionPolicy policy) {
        this.scenario = scenario;
        List<String> consumed = new TopicPlan(NAMES, TIERS, 1).dispatchedTopics();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : consumed) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
        }
        topics = new SimulatedTopics(time, Set.copyOf(partitions));
        AdmissionScenario.SimulatedMachine machine = scenario.machine();
        processors = new SimulatedProcessors(time, machine.processors(), machine.coldSurplus());
        scenario.groups().forEach(this::schedule);

        RetryWheel wheel = new RetryWheel(TIERS, NAMES);
        EndpointStatusTracker standings = new EndpointStatusTracker(subscription -> null, Duration.ZERO);
        Subscriptions subscriptions = (id,
                version) -> new SubscriptionLookup.FoundSubscription(receiver(id).subscription(), 0);
        DeliveryGate gate = new DeliveryGate(subscriptions, standings);
        VerdictTable verdicts = new VerdictTable(new Jitter(wheel, new Random(SEED)), Duration.ofHours(12));
        attempter = new Attempter(policy, gate, new SimulatedSockets(), verdicts, standings, time.clock(), metrics);
        LaneSettings settings = new LaneSettings(KafkaAccess.to("localhost:1"), NAMES, consumed, "lane", false,
                Duration.ofMillis(50), machine.maxRecords(), 64L * 1024 * 1024);
        LaneScans scans = new LaneScans(settings.access(), NAMES, settings.id(), new FakeJobs(), subscriptions,
                time.clock(),
                metrics);
        Workers workers = new Workers(attempter, time.clock(), metrics, new SimulatedTurns(),
                policy.tuning().processors().waitingForEach() * machine.processors());
        lane = new Lane(policy,
                new LaneClients(new SimulatedConsumer(time, topics, partitions),
                        () -> new SimulatedProducer(time, topics), wanted -> Optional.empty()),
                settings,
                new LaneDependencies(gate, standings, attempter, new Outbox(NAMES, wheel), scans, time.clock(),
                        metrics),
                workers, consequence -> outcome.committed(consequence, time.sinceStart()), failure -> {
                    throw new AssertionError(failure);
                });
    }

    static AdmissionOutcome run(AdmissionScenario scenario, AdmissionPolicy policy) {
        LaneSimulation simulation = new LaneSimulation(scenario, policy);
        try {
            simulation.run();
        } finally {
            simulation.lane.leave();
        }
        return simulation.outcome;
    }

    private void run() {
        int expected = scenario.groups().stream().mapToInt(group -> group.endpoints() * group.arrivals().size()).sum();
        lane.join();
        Duration nextSample = Duration.ZERO;
        while (time.sinceStart().compareTo(scenario.horizon()) < 0
                && (outcome.deliveries() < expected || outcome.left() > 0)) {
            time.sleep(lane.step());
            if (time.sinceStart().compareTo(nextSample) >= 0) {
                nextSample = time.sinceStart().plus(SAMPLING);
                outcome.sampled(
                        lane.endpoints().values().stream().mapToInt(EndpointState::queued).max().orElse(0),
                        metrics.inMemory().get());
            }
        }
    }

    private void schedule(AdmissionScenario.EndpointGroup group) {
        for (int i = 0; i < group.endpoints(); i++) {
            String id = group.name() + "-" + i;
            receivers.put(id, new SimulatedReceiver(subscription(id, group.members()), group.script(),
                    new Random(SEED + id.hashCode())));
            // Those that are alike do not all arrive in the same instant.
            Duration shift = Duration.ofNanos(new Random(SEED - id.hashCode()).nextLong(1_000_000_000));
            for (Duration at : group.arrivals()) {
                time.after(group.endpoints() == 1 ? at : at.plus(shift), () -> arrive(id, group.isNeighbour()));
            }
        }
    }

    private void arrive(String subscription, boolean isNeighbour) {
        String id = "dlv_" + arrivals;
        outcome.arrived(id, isNeighbour, time.sinceStart());
        Delivery delivery = new Delivery(id, subscription, 0, "evt_" + arrivals, "a", "src", null,
                "2026-01-01T00:00:00Z", EventFormat.JSON, Map.of(), null, Map.of(), time.now(), DeliveryProgress.NONE,
                PAYLOAD);
        topics.append(new TopicPartition(NAMES.deliveries(), arrivals++ % PARTITIONS),
                subscription.getBytes(StandardCharsets.UTF_8), PAYLOAD, DeliveryCodec.headers(delivery));
    }

    private SimulatedReceiver receiver(String subscription) {
        return Objects.requireNonNull(receivers.get(subscription), subscription);
    }

    private static Subscription subscription(String id, String members) {
        byte[] json = ("{\"targetUrl\": \"https://example.com/\", \"events\": [\"*\"]" + members + "}")
                .getBytes(StandardCharsets.UTF_8);
        return switch (new SubscriptionReader(AllowedTargets.NONE).read(id, json)) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> subscription;
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }

    /** The workers' turns, as events instead of threads. */
    private final class SimulatedTurns implements Workers.TurnRunner {
        @Override
        public void run(Workers workers, DeliveryTask first) {
            processors.run(() -> {
                workers.begin();
                attempt(workers, first);
            });
        }

        @Override
        public void close() {
            // Nothing of it is running.
        }

        private void attempt(Workers workers, DeliveryTask work) {
            proceed(workers, work, attempter.begin(work.delivery(), work.endpoint()));
        }

        private void proceed(Workers workers, DeliveryTask work, AttemptStep step) {
            switch (step) {
                case AttemptStep.Known(Consequence consequence) -> finish(workers, work, consequence);
                case AttemptStep.AwaitPermit(Instant until) -> time.after(Duration.between(time.now(), until),
                        () -> proceed(workers, work, attempter.beginWithPermit(work.delivery(), work.endpoint())));
                case AttemptStep.Send(PendingAttempt pending) -> send(workers, work, pending);
            }
        }

        private void send(Workers workers, DeliveryTask work, PendingAttempt pending) {
            if (outcome.openSockets() >= scenario.machine().sockets()) {
                finish(workers, work, attempter.finish(pending, () -> {
                    throw new OutOfSocketsException("simulated");
                }));
                return;
            }
            outcome.requestBegins(work.delivery().id(), time.sinceStart());
            SimulatedReceiver receiver = receiver(work.delivery().subscription());
            ReceiverScript.ScriptedReply reply = receiver.script()
                    .reply(new ReceiverScript.ReceivedCall(time.sinceStart(), pending.number(), receiver.random()));
            time.after(reply.after(), () -> processors.run(() -> {
                outcome.requestEnds();
                finish(workers, work, attempter.finish(pending, reply::answer));
            }));
        }

        private void finish(Workers workers, DeliveryTask work, Consequence consequence) {
            DeliveryTask next = workers.finish(work, consequence);
            if (next == null) {
                workers.end();
            } else {
                processors.run(() -> attempt(workers, next));
            }
        }
    }

    /** Judges as the process's own sockets do. */
    private final class SimulatedSockets implements Sender {
        @Override
        public SendResult send(Subscription subscription, Delivery delivery, int attempt, Instant at) {
            throw new AssertionError("a simulation sends by itself");
        }

        @Override
        public Optional<String> nearSocketLimit(int others) {
            int most = scenario.machine().sockets();
            return others < most - most / 4 ? Optional.empty() : Optional.of("simulated");
        }
    }
}
