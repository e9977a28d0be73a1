package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.admission.AdmissionPolicy;
import dev.carteiro.dispatcher.admission.PoolKind;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.attempt.RateLimitedWarning;
import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.metrics.LaneState;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.outcome.OutcomeLogger;
import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.vital.Activity;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that moves deliveries from Kafka to workers, and their results back to Kafka in one transaction per commit
 * interval. Only the loop thread uses consumer, producer and partitions; the public methods are safe for any thread.
 *
 * <p>This class contains control flow only. Other classes decide what a record means, what a response means and what
 * fits into a commit. The loop never waits for a receiver; with nothing to read it rests for some milliseconds.
 */
public final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration REST = Duration.ofMillis(5);
    private static final Duration SHORT_REST = Duration.ofMillis(1);
    private static final Duration IDLE_REST = Duration.ofMillis(20);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration POSITION_CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration REVOKE_GRACE = Duration.ofSeconds(2);
    private static final Duration ATTEMPT_GRACE = Duration.ofSeconds(8);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(1);

    private final LaneSettings settings;
    private final RateLimitedWarning clocksDiffer = new RateLimitedWarning(
            "clocks differ: deliveries that are too old by one clock only wait and are not given up");
    private final LaneClock clock;
    private final DispatcherMetrics metrics;
    private final LaneScans scans;
    private final Workers workers;
    private final MemoryBudget budget;
    private final Consumer<byte[], byte[]> consumer;
    private final Runnable unregisterConsumer;
    private final Assignment assignment;
    private final PartitionLoader loading;
    private final ResultCommitter commits;
    private final Intake intake;
    private final Thread thread;
    private final Activity activity = new Activity();
    private final CountDownLatch finished = new CountDownLatch(1);
    private long lastPositionNanos;
    private boolean leaving;
    private volatile boolean ready;
    private volatile boolean stopping;

    /**
     * Starts a lane.
     *
     * @param onFatal called when the loop ends for any other reason than {@link #close}
     */
    public static Lane start(LaneSettings settings, LaneDependencies parts,
            java.util.function.Consumer<Throwable> onFatal) {
        return start(LaneClients.of(settings), settings, parts, onFatal);
    }

    static Lane start(LaneClients clients, LaneSettings settings, LaneDependencies parts,
            java.util.function.Consumer<Throwable> onFatal) {
        Lane lane = new Lane(AdmissionPolicy.DEFAULT, clients, settings, parts,
                new Workers(parts.attempter(), parts.clock(), parts.metrics()),
                new OutcomeLogger(parts.clock()::nanos)::committed, onFatal);
        lane.thread.start();
        return lane;
    }

    /**
     * Makes a lane that is not running.
     *
     * @param committed takes each consequence once it is written
     */
    Lane(AdmissionPolicy policy, LaneClients clients, LaneSettings settings, LaneDependencies parts, Workers workers,
            java.util.function.Consumer<Consequence> committed, java.util.function.Consumer<Throwable> onFatal) {
        this.settings = settings;
        clock = parts.clock();
        metrics = parts.metrics();
        scans = parts.scans();
        this.workers = workers;
        budget = new MemoryBudget(settings.maxRecords(), settings.maxBytes(), metrics, policy.tuning().memory());
        consumer = clients.consumer();
        unregisterConsumer = metrics.observe(consumer);
        assignment = new Assignment(clients, parts.statusTracker(), scans, settings.names());
        loading = new PartitionLoader(settings.id(), assignment::load, clock);
        commits = new ResultCommitter(settings, parts, budget, clients, assignment, committed, () -> stopping);
        intake = new Intake(policy, parts.gate(), clock, budget, workers, scans, metrics, commits::add);
        thread = Thread.ofPlatform().name("lane-" + settings.id()).unstarted(() -> run(onFatal));
    }

    /** Returns true if the lane has joined its group at least once and is running. */
    public boolean isReady() {
        return ready && !stopping;
    }

    /** Returns the current activity of the loop. */
    public Activity activity() {
        return activity;
    }

    /** Returns a snapshot of the endpoints in memory, by subscription. */
    public Map<String, EndpointState> endpoints() {
        return intake.endpoints();
    }

    /** Stops intake, waits up to 8 s for attempts, commits and leaves the group. */
    @Override
    public void close() {
        stopping = true;
        try {
            if (!finished.await(ATTEMPT_GRACE.plus(LEAVE_TIMEOUT).plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("lane {} did not end in time; attempts without a commit will be repeated", settings.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(java.util.function.Consumer<Throwable> onFatal) {
        try {
            StaticMember.removePredecessor(settings);
            join();
            while (!stopping) {
                activity.begin("a round of its loop");
                LockSupport.parkNanos(step().toNanos());
            }
            finish();
        } catch (InvalidOffsetException e) {
            LOG.error("lane {} ends", settings.id(), e);
            onFatal.accept(new KafkaUnavailable("group " + settings.names().dispatcherGroup()
                    + " has no usable offset for " + e.partitions() + ": set one with"
                    + " kafka-consumer-groups --reset-offsets", e));
        } catch (UnreleasedInstanceIdException | FencedInstanceIdException e) {
            LOG.debug("lane {} ends", settings.id(), e);
            onFatal.accept(new FencedLaneException(settings.id(), e));
        } catch (RuntimeException | Error | InterruptedException e) {
            try {
                LOG.error("lane {} ends", settings.id(), e);
            } finally {
                // After some errors not even a log line can be written, and nothing else reports that the lane has ended.
                onFatal.accept(e);
            }
        } finally {
            ready = false;
            activity.end();
            metrics.showLane(settings.id(), LaneState.NONE);
            leave();
            finished.countDown();
        }
    }

    void join() {
        commits.initialize();
        consumer.subscribe(settings.topics(), new Rebalance());
    }

    /**
     * Goes round once.
     *
     * @return how long to rest before the next round; zero where there was something to read
     */
    Duration step() {
        // Before the poll: what it returns must not meet partitions that were loaded behind it.
        load();
        resumeParked();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(pollTimeout());
        for (TopicPartition name : records.partitions()) {
            Partition partition = assignment.partitions().get(name);
            if (partition != null) {
                List<ConsumerRecord<byte[], byte[]>> polled = records.records(name);
                partition.polled(polled.getLast(), clock.nanos());
                takeAll(partition, polled);
            }
        }
        collectResults();
        intake.startHeldBack();
        scans.step();
        if (isCommitDue()) {
            commits.commit();
        }
        return records.isEmpty() ? rest() : Duration.ZERO;
    }

    /**
     * Returns the timeout of {@code poll}: zero, unless the lane is idle and no partition is parked. With a paused
     * partition that has records in the consumer's buffer, as retry topics always have, or with a fetch in progress,
     * {@code poll} does not wait but busy-loops (KAFKA-21084, KAFKA-20915; Kafka 4.3.1).
     */
    private Duration pollTimeout() {
        return isIdle() && assignment.partitions().values().stream().noneMatch(Partition::isParked)
                ? IDLE_POLL
                : Duration.ZERO;
    }

    /** There was nothing to read. The consumer's own thread goes on fetching meanwhile. */
    private Duration rest() {
        if (isIdle()) {
            return IDLE_REST;
        }
        return intake.hasHeldBack() ? SHORT_REST : REST;
    }

    private boolean isIdle() {
        return workers.areIdle() && !commits.isPending() && !scans.isBusy() && assignment.isLoaded();
    }

    private void load() {
        if (loading.load()) {
            ready = ready || !assignment.partitions().isEmpty() || consumer.groupMetadata().generationId() > 0;
        }
    }

    private void resumeParked() {
        long now = clock.nanos();
        boolean hasRoom = budget.hasRoomAgain();
        List<Partition> parked = assignment.partitions().values().stream().filter(Partition::isParked)
                .sorted(Comparator.comparingLong(partition -> partition.resumeNanos() - now)).toList();
        if (!hasRoom && parked.stream().anyMatch(Partition::isWaitingForRoom)) {
            intake.makeRoom();
        }
        // The partition that has waited longest comes first; one that finds no room keeps its place.
        for (Partition partition : parked) {
            if (partition.mayResume(now, hasRoom && !budget.isFull(PoolKind.HEALTHY))) {
                consumer.resume(Set.of(partition.lease().partition()));
                takeAll(partition, partition.resume());
            }
        }
    }

    private void takeAll(Partition partition, Collection<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> inOrder = List.copyOf(records);
        for (int i = 0; i < inOrder.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = inOrder.get(i);
            switch (intake.take(partition, record)) {
                case IntakeResult.Done() -> {
                }
                case IntakeResult.NotDue(long resumeNanos) -> {
                    TopicPartition name = partition.lease().partition();
                    consumer.pause(Set.of(name));
                    consumer.seek(name, record.offset());
                    partition.parkUntilDue(resumeNanos);
                    return;
                }
                case IntakeResult.Stalled(long resumeNanos, boolean forRoom) -> {
                    consumer.pause(Set.of(partition.lease().partition()));
                    partition.stallUntil(resumeNanos, forRoom, inOrder.subList(i, inOrder.size()));
                    return;
                }
            }
        }
    }

    private boolean isCommitDue() {
        long now = clock.nanos();
        if (now - lastPositionNanos >= POSITION_CHECK_INTERVAL.toNanos()) {
            lastPositionNanos = now;
            recordPositions();
            clock.problem().ifPresent(problem -> clocksDiffer.say(now, problem));
            intake.forgetIdleEndpoints();
            metrics.showLane(settings.id(), LaneStateSummary.of(settings.names(), settings.topics(),
                    assignment.partitions().values(), intake.endpoints().values(), now));
            return true;
        }
        return commits.isDue(now) || budget.isFull(PoolKind.PASSING);
    }

    /** Records the consumer's positions, which also pass transaction markers; these are never polled as records. */
    private void recordPositions() {
        assignment.partitions().forEach((name, partition) -> {
            if (!partition.isParked()) {
                try {
                    partition.tracker().reached(consumer.position(name, Duration.ZERO));
                } catch (TimeoutException e) {
                    // Its leader has changed and the consumer validates the position; the next check will have it.
                    LOG.debug("lane {}: no position for {} yet", settings.id(), name, e);
                }
            }
        });
    }

    /** Waits for the attempts in flight and commits their results. */
    private void finish() throws InterruptedException {
        workers.drain();
        consumer.pause(consumer.assignment());
        await(ATTEMPT_GRACE, () -> workers.areIdle());
        collectResults();
        commits.commit();
    }

    private void collectResults() {
        for (Workers.Completion ended = workers.poll(); ended != null; ended = workers.poll()) {
            commits.add(ended);
        }
    }

    private void await(Duration atMost, java.util.function.BooleanSupplier done) throws InterruptedException {
        long deadline = clock.nanos() + atMost.toNanos();
        while (!done.getAsBoolean() && clock.nanos() - deadline < 0) {
            Workers.Completion ended = workers.poll(REST);
            if (ended != null) {
                commits.add(ended);
            }
            if (isCommitDue()) {
                commits.commit();
            }
        }
    }

    /** Closes everything that the constructor opened. */
    void leave() {
        workers.close();
        // The rebalance callback must not wait for attempts now: leaving needs the time.
        leaving = true;
        unregisterConsumer.run();
        try {
            consumer.close(CloseOptions.timeout(LEAVE_TIMEOUT).withGroupMembershipOperation(
                    CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        } catch (RuntimeException e) {
            LOG.debug("lane {} could not leave its group", settings.id(), e);
        }
        scans.close();
        commits.close();
    }

    /** Handles rebalances. Called by {@code poll}, that is on the loop thread. */
    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.info("lane {}: assigned {}", settings.id(), partitions);
            assignment.assigned(partitions);
        }

        /** Commits finished results, so that the next owner repeats as little as possible. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.info("lane {}: revoked {}", settings.id(), partitions);
            try {
                assignment.endLeases(partitions);
                await(leaving ? Duration.ZERO : REVOKE_GRACE,
                        () -> partitions.stream().allMatch(assignment::isDrained));
                collectResults();
                commits.commit();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assignment.remove(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            LOG.warn("lane {}: lost {}", settings.id(), partitions);
            assignment.remove(partitions);
        }
    }
}
