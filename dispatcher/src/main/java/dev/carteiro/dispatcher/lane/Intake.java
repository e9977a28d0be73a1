package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.admission.AdmissionDecision;
import dev.carteiro.dispatcher.admission.AdmissionPolicy;
import dev.carteiro.dispatcher.admission.AdmissionRequest;
import dev.carteiro.dispatcher.admission.AdmissionTuning;
import dev.carteiro.dispatcher.admission.LaneLoad;
import dev.carteiro.dispatcher.admission.PoolKind;
import dev.carteiro.dispatcher.attempt.Consequences;
import dev.carteiro.dispatcher.attempt.DeliveryGate;
import dev.carteiro.dispatcher.attempt.GateResult;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.attempt.RateLimitedWarning;
import dev.carteiro.dispatcher.endpoint.Endpoint;
import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.offsets.OffsetTracker;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.retry.TierWait;
import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.dispatcher.verdict.DeliveryLifetime;
import dev.carteiro.dispatcher.verdict.RecordedTimes;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryCodec.ReadResult;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decides for each polled record: start its attempt, queue it, let it wait, or produce its result at once. Owned by the
 * loop thread, except {@link #endpoints()}.
 */
final class Intake {
    /** The longest single wait; long waits are divided, so that a forward jump of the wall clock is noticed. */
    private static final Duration LONGEST_NAP = Duration.ofMinutes(10);

    private static final Duration SUBSCRIPTION_NAP = Duration.ofMillis(5);
    private static final Duration HOLD_NAP = Duration.ofMillis(20);
    private static final Duration UNTIL_A_COMMIT = Duration.ofMillis(1);
    private static final Duration WORTH_SAYING = Duration.ofSeconds(30);
    private static final Duration IDLE_ENDPOINT_LIFETIME = Duration.ofMinutes(10);

    private final RateLimitedWarning stuck = new RateLimitedWarning("a partition waits for a subscription");
    private final RateLimitedWarning beyond = new RateLimitedWarning(
            "a delivery matched a version that the applied topic does not hold, and goes"
                    + " by the one that it holds; was the topic created again?");
    private final AdmissionPolicy policy;
    private final AdmissionTuning tuning;
    private final DeliveryGate gate;
    private final LaneClock clock;
    private final MemoryBudget budget;
    private final Workers workers;
    private final LaneScans scans;
    private final AppliedTopicEnd appliedEnd;
    private final DispatcherMetrics metrics;
    private final Consumer<RecordResult> results;
    private final Map<String, Endpoint<DeliveryTask>> endpoints = new ConcurrentHashMap<>();
    private final LinkedHashSet<Endpoint<DeliveryTask>> heldBack = new LinkedHashSet<>();
    private long behindNanos;

    /** @param results takes those that are known without a worker */
    Intake(AdmissionPolicy policy, DeliveryGate gate, LaneClock clock, MemoryBudget budget, Workers workers,
            LaneScans scans,
            DispatcherMetrics metrics,
            Consumer<RecordResult> results) {
        this.policy = policy;
        tuning = policy.tuning();
        this.gate = gate;
        this.clock = clock;
        this.budget = budget;
        this.workers = workers;
        this.scans = scans;
        this.metrics = metrics;
        appliedEnd = new AppliedTopicEnd(scans::appliedEnd);
        this.results = results;
        behindNanos = clock.nanos() - tuning.processors().wasBehindFor().toNanos() - 1;
    }

    IntakeResult take(Partition partition, ConsumerRecord<byte[], byte[]> record) {
        OffsetTracker tracker = partition.tracker();
        if (tracker.isFinished(record.offset())) {
            tracker.seen(record.offset());
            return IntakeResult.Done.INSTANCE;
        }
        if (!policy.mayTakeMore(tracker.outstanding(), budget.isFull(PoolKind.PASSING))) {
            return later(UNTIL_A_COMMIT);
        }
        return switch (read(record)) {
            case ReadResult.Invalid(String detail) -> known(partition, record,
                    new Consequence.Quarantined(record.key(), source(record), detail));
            case ReadResult.Valid(Delivery delivery) -> take(partition, record,
                    RecordedTimes.corrected(delivery, record, partition.tier().isZero()
                            && !delivery.progress().released()));
        };
    }

    /**
     * Makes room for waiting partitions: defers queued records that use the healthy pool although their endpoint is no
     * longer healthy. Does nothing while the processors are behind, because every endpoint seems to hang then.
     */
    void makeRoom() {
        Instant now = clock.now();
        long nanos = clock.nanos();
        LaneLoad lane = load(nanos);
        if (!policy.mayEvict(lane)) {
            return;
        }
        for (Endpoint<DeliveryTask> endpoint : endpoints.values()) {
            for (Endpoint.DeferredWork<DeliveryTask> shed : endpoint.shed(work -> work.charge().isHealthy(), now, nanos,
                    lane.wasBehind())) {
                DeliveryTask work = shed.work();
                results.accept(
                        new RecordResult(work.lease(), work.offset(), work.charge(),
                                new Consequence.Moved(work.delivery(),
                                        shed.defer().until(), shed.defer().why())));
            }
        }
    }

    /** Starts more requests, endpoint by endpoint, for queues that were filled while the processors were behind. */
    void startHeldBack() {
        long nanos = clock.nanos();
        for (int i = Math.min(heldBack.size(), tuning.processors().startsInARound()); i > 0
                && !workers.areBehind(); i--) {
            Endpoint<DeliveryTask> endpoint = heldBack.removeFirst();
            DeliveryTask work = endpoint.startAnother(nanos);
            if (work != null) {
                workers.start(work);
            }
            if (endpoint.isHeldBack()) {
                heldBack.addLast(endpoint);
            }
        }
    }

    /** Returns true if some endpoints wait for the processors, so that the loop should continue soon. */
    boolean hasHeldBack() {
        return !heldBack.isEmpty();
    }

    /** Evicts the endpoints that were idle for ten minutes. */
    void forgetIdleEndpoints() {
        Instant now = clock.now();
        long nanos = clock.nanos();
        endpoints.values().removeIf(endpoint -> endpoint.isIdleFor(IDLE_ENDPOINT_LIFETIME, now, nanos));
    }

    /** Returns a snapshot of the endpoints in memory, by subscription. Safe for any thread. */
    Map<String, EndpointState> endpoints() {
        Instant now = clock.now();
        long nanos = clock.nanos();
        Map<String, EndpointState> states = new HashMap<>();
        endpoints.forEach((subscription, endpoint) -> states.put(subscription, endpoint.look(now, nanos)));
        return states;
    }

    private IntakeResult take(Partition partition, ConsumerRecord<byte[], byte[]> record, Delivery delivery) {
        Instant now = clock.now();
        long nanos = clock.nanos();
        TierWait wait = TierWait.of(delivery.progress(), partition.tier(), Instant.ofEpochMilli(record.timestamp()),
                now, partition.brokerTime(nanos));
        if (wait.untilWake().isPositive()) {
            return new IntakeResult.NotDue(nanos + shorter(wait.untilWake(), LONGEST_NAP).toNanos());
        }
        partition.took(lateMillis(delivery, record, now), nanos);
        if (wait.untilDue().isPositive()) {
            return known(partition, record, new Consequence.Moved(delivery, now.plus(wait.untilDue()),
                    Consequence.Moved.MoveReason.HOP));
        }
        return switch (gate.judge(delivery, now, clock)) {
            case GateResult.AwaitVersion() -> whileUnknown(partition, record, delivery, now);
            case GateResult.Stop(Consequence consequence) -> known(partition, record, consequence);
            case GateResult.Hold(Consequence consequence) -> hold(partition, record, consequence);
            case GateResult.Proceed(Subscription subscription, long version) ->
                switch (line(partition, delivery)) {
                    case FREE -> handOut(partition, record, delivery, subscription, now);
                    case BEHIND -> hold(partition, record, Consequences.held(delivery, clock.cautious()));
                    case UNKNOWN -> later(HOLD_NAP);
                };
        };
    }

    private LaneScans.HoldStatus line(Partition partition, Delivery delivery) {
        return delivery.progress().released() || delivery.test()
                ? LaneScans.HoldStatus.FREE
                : scans.line(partition.lease().partition().partition(), delivery.subscription());
    }

    private IntakeResult hold(Partition partition, ConsumerRecord<byte[], byte[]> record, Consequence held) {
        return scans.mayHold(partition.lease().partition().partition())
                ? known(partition, record, held)
                : later(HOLD_NAP);
    }

    /** A record is not late before the time at which it was written. */
    private static long lateMillis(Delivery delivery, ConsumerRecord<byte[], byte[]> record, Instant now) {
        Instant wake = delivery.progress().wake();
        return now.toEpochMilli()
                - (wake == null ? record.timestamp() : Math.max(record.timestamp(), wake.toEpochMilli()));
    }

    /** Handles a version of the subscription that this process has not read: it is still to come, or does not exist. */
    private IntakeResult whileUnknown(Partition partition, ConsumerRecord<byte[], byte[]> record, Delivery delivery,
            Instant now) {
        long nanos = clock.nanos();
        Duration since = partition.stuckAt(record.offset(), nanos);
        OptionalLong end = appliedEnd.askedSince(nanos - since.toNanos(), nanos);
        if (end.isPresent() && end.getAsLong() <= delivery.version()) {
            Delivery known = delivery.atVersion(end.getAsLong() - 1);
            if (!(gate.judge(known, now, clock) instanceof GateResult.AwaitVersion)) {
                metrics.versionBeyond();
                beyond.say(nanos, partition.lease().partition() + " offset " + record.offset() + ": subscription "
                        + delivery.subscription() + " at offset " + delivery.version()
                        + ", and the applied topic ends at "
                        + end.getAsLong());
                return take(partition, record, known);
            }
        }
        if (since.compareTo(WORTH_SAYING) >= 0) {
            stuck.say(nanos, partition.lease().partition() + " is stuck at offset " + record.offset() + ": delivery "
                    + delivery.id() + " matched subscription " + delivery.subscription() + " at offset "
                    + delivery.version() + " of the applied topic, which this process has not read so far");
        }
        return later(SUBSCRIPTION_NAP);
    }

    private IntakeResult handOut(Partition partition, ConsumerRecord<byte[], byte[]> record, Delivery delivery,
            Subscription subscription, Instant now) {
        long nanos = clock.nanos();
        Endpoint<DeliveryTask> endpoint = endpoints.computeIfAbsent(delivery.subscription(),
                id -> new Endpoint<>(policy, nanos));
        Function<PoolKind, DeliveryTask> work = pool -> new DeliveryTask(partition.lease(), record.offset(), delivery,
                endpoint,
                budget.take(pool, Math.max(0, record.serializedValueSize())));
        return switch (endpoint.admit(work, AdmissionRequest.of(subscription, delivery.test()), load(nanos), now,
                nanos)) {
            case AdmissionDecision.Start(PoolKind pool, boolean isProbe) -> {
                partition.tracker().handOut(record.offset());
                workers.start(work.apply(pool));
                yield IntakeResult.Done.INSTANCE;
            }
            case AdmissionDecision.Queue(PoolKind pool, boolean isHeldBack) -> {
                partition.tracker().handOut(record.offset());
                if (isHeldBack) {
                    heldBack.add(endpoint);
                }
                yield IntakeResult.Done.INSTANCE;
            }
            case AdmissionDecision.WaitForMemory() -> new IntakeResult.Stalled(nanos, true);
            case AdmissionDecision.WaitFor(Duration length) -> later(length);
            case AdmissionDecision.Defer(Instant until, Consequence.Moved.MoveReason why, Instant next) ->
                known(partition, record,
                        new Consequence.Moved(delivery, inItsLife(delivery, subscription, until), why));
        };
    }

    private LaneLoad load(long nanos) {
        return new LaneLoad(isBehind(nanos), wasBehind(nanos), budget.fullPools(), budget.isHalfEmpty(),
                budget.longestQueue());
    }

    /** Returns true for 100 ms longer than the workers are behind, so that the work started last can proceed. */
    private boolean isBehind(long nanos) {
        return wereBehindWithin(tuning.processors().behindFor(), nanos);
    }

    /** Returns true for one second longer: results that are still missing then are not delayed by the processors. */
    private boolean wasBehind(long nanos) {
        return wereBehindWithin(tuning.processors().wasBehindFor(), nanos);
    }

    private boolean wereBehindWithin(Duration length, long nanos) {
        if (workers.areBehind()) {
            behindNanos = nanos;
        }
        return nanos - behindNanos <= length.toNanos();
    }

    /** Limits a due time to the end of the delivery's lifetime: it is given up then, not when there would be room for it. */
    private static Instant inItsLife(Delivery delivery, Subscription subscription, Instant due) {
        Instant end = DeliveryLifetime.end(delivery, subscription).plusMillis(1);
        return due.isAfter(end) ? end : due;
    }

    private IntakeResult known(Partition partition, ConsumerRecord<byte[], byte[]> record, Consequence consequence) {
        partition.tracker().handOut(record.offset());
        MemoryBudget.Charge charge = budget.take(PoolKind.PASSING, Math.max(0, record.serializedValueSize()));
        results.accept(new RecordResult(partition.lease(), record.offset(), charge, consequence));
        return IntakeResult.Done.INSTANCE;
    }

    private static ReadResult read(ConsumerRecord<byte[], byte[]> record) {
        return DeliveryCodec.read(record.key(), record.value(), record.headers());
    }

    private static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(record.topic(), record.partition(), record.offset(), record.timestamp(),
                record.headers(), record.value());
    }

    private IntakeResult later(Duration nap) {
        return new IntakeResult.Stalled(clock.nanos() + nap.toNanos(), false);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
