package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.attempt.RateLimitedWarning;
import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.metrics.LaneState;
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
 * The loop that moves deliveries from Kafka to workers and their results back, one transaction per commit interval. It
 * owns control flow only: what a record means, what an answer means, what fits into a commit is decided elsewhere.
 *
 * <p>The loop never waits for a receiver; where there is nothing to read it rests for some milliseconds. Its consumer,
 * producer and partitions are touched by its thread alone; {@link #close} and {@link #isReady} may be called from any.
 */
public final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration REST = Duration.ofMillis(5);
    private static final Duration SHORT_REST = Duration.ofMillis(1);
    private static final Duration IDLE_REST = Duration.ofMillis(20);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration POSITION_CHECK = Duration.ofSeconds(1);
    private static final Duration REVOKE_GRACE = Duration.ofSeconds(2);
    private static final Duration ATTEMPT_GRACE = Duration.ofSeconds(8);
    private static final Duration LEAVE = Duration.ofSeconds(1);

    private final LaneSettings settings;
    private final RateLimitedWarning doubt = new RateLimitedWarning(
            "clocks differ: deliveries that look too old wait, and are not given up");
    private final LaneClock clock;
    private final DispatcherMetrics metrics;
    private final LaneScans scans;
    private final Workers workers;
    private final MemoryBudget budget;
    private final Consumer<byte[], byte[]> consumer;
    private final Runnable forgetConsumer;
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

    /** @param onFatal told when the loop ends for any other reason than {@link #close} */
    public static Lane start(LaneSettings settings, LaneDependencies parts, java.util.function.Consumer<Throwable> onFatal) {
        return start(LaneClients.of(settings), settings, parts, onFatal);
    }

    static Lane start(LaneClients clients, LaneSettings settings, LaneDependencies parts,
            java.util.function.Consumer<Throwable> onFatal) {
        Lane lane = new Lane(clients, settings, parts, onFatal);
        lane.thread.start();
        return lane;
    }

    private Lane(LaneClients clients, LaneSettings settings, LaneDependencies parts,
            java.util.function.Consumer<Throwable> onFatal) {
        this.settings = settings;
        clock = parts.clock();
        metrics = parts.metrics();
        scans = parts.scans();
        workers = new Workers(parts.attempter(), clock, metrics);
        budget = new MemoryBudget(settings.maxRecords(), settings.maxBytes(), metrics);
        consumer = clients.consumer();
        forgetConsumer = metrics.observe(consumer);
        assignment = new Assignment(clients, parts.standings(), scans, settings.names());
        loading = new PartitionLoader(settings.id(), assignment::load, clock);
        commits = new ResultCommitter(settings, parts, budget, clients, assignment, () -> stopping);
        intake = new Intake(parts.gate(), clock, budget, workers, scans, metrics, commits::add);
        thread = Thread.ofPlatform().name("lane-" + settings.id()).unstarted(() -> run(onFatal));
    }

    /** Whether it has joined its group, at least once, and is running. */
    public boolean isReady() {
        return ready && !stopping;
    }

    /** What the loop is working on. */
    public Activity activity() {
        return activity;
    }

    /** What the endpoints in memory look like, by subscription. */
    public Map<String, EndpointState> endpoints() {
        return intake.endpoints();
    }

    /** Stops intake, gives attempts 8 s, commits, leaves the group. */
    @Override
    public void close() {
        stopping = true;
        try {
            if (!finished.await(ATTEMPT_GRACE.plus(LEAVE).plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("lane {} did not end in time; what is uncommitted will be repeated", settings.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(java.util.function.Consumer<Throwable> onFatal) {
        try {
            StaticMember.removePredecessor(settings);
            commits.initialize();
            consumer.subscribe(settings.topics(), new Rebalance());
            while (!stopping) {
                activity.begin("a round of its loop");
                step();
            }
            finish();
        } catch (InvalidOffsetException e) {
            LOG.error("lane {} ends", settings.id(), e);
            onFatal.accept(new KafkaUnavailable("group " + settings.names().dispatcherGroup()
                    + " has no usable offset for " + e.partitions() + ": nothing is guessed; choose one with"
                    + " kafka-consumer-groups --reset-offsets", e));
        } catch (UnreleasedInstanceIdException | FencedInstanceIdException e) {
            LOG.debug("lane {} ends", settings.id(), e);
            onFatal.accept(new FencedLaneException(settings.id(), e));
        } catch (RuntimeException | Error | InterruptedException e) {
            try {
                LOG.error("lane {} ends", settings.id(), e);
            } finally {
                // After some errors not even a log line can be written, and nobody else knows that the lane is gone.
                onFatal.accept(e);
            }
        } finally {
            ready = false;
            activity.end();
            metrics.lane(settings.id(), LaneState.NONE);
            leave();
            finished.countDown();
        }
    }

    private void step() {
        // Before the poll: what it returns must not meet partitions that were loaded behind it.
        load();
        resumeParked();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(patience());
        for (TopicPartition name : records.partitions()) {
            Partition partition = assignment.partitions().get(name);
            if (partition != null) {
                List<ConsumerRecord<byte[], byte[]>> polled = records.records(name);
                partition.polled(polled.getLast(), clock.nanos());
                takeAll(partition, polled);
            }
        }
        collect();
        intake.startHeldBack();
        scans.step();
        if (isCommitDue()) {
            commits.commit();
        }
        if (records.isEmpty()) {
            rest();
        }
    }

    /**
     * How long to wait inside {@code poll}: not at all, unless there is nothing else to do. With a partition paused that has
     * something in the consumer's buffer, as retry topics always have, or with a fetch under way, it does not wait but turns
     * in circles (KAFKA-21084, KAFKA-20915; Kafka 4.3.1).
     */
    private Duration patience() {
        return isIdle() && assignment.partitions().values().stream().noneMatch(Partition::isParked)
                ? IDLE_POLL
                : Duration.ZERO;
    }

    /** There was nothing to read. The consumer's own thread goes on fetching meanwhile. */
    private void rest() {
        Duration busy = intake.hasHeldBack() ? SHORT_REST : REST;
        LockSupport.parkNanos(isIdle() ? IDLE_REST.toNanos() : busy.toNanos());
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
        // Who has waited longest comes first, and whoever finds no room left keeps its place.
        for (Partition partition : parked) {
            if (partition.mayResume(now, hasRoom && !budget.isFull(MemoryBudget.PoolKind.HEALTHY))) {
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
                    partition.waitUntil(resumeNanos);
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
        if (now - lastPositionNanos >= POSITION_CHECK.toNanos()) {
            lastPositionNanos = now;
            notePositions();
            clock.problem().ifPresent(problem -> doubt.say(now, problem));
            intake.forgetIdleEndpoints();
            metrics.lane(settings.id(), LaneStateSummary.of(settings.names(), settings.topics(),
                    assignment.partitions().values(), intake.endpoints().values(), now));
            return true;
        }
        return commits.isDue(now) || budget.isFull(MemoryBudget.PoolKind.PASSING);
    }

    /** Moves past transaction markers at the end of partitions, which are never polled as records. */
    private void notePositions() {
        assignment.partitions().forEach((name, partition) -> {
            if (!partition.isParked()) {
                try {
                    partition.tracker().reached(consumer.position(name, Duration.ZERO));
                } catch (TimeoutException e) {
                    // Its leader has changed and the position is being checked: the next time will do.
                    LOG.debug("lane {}: no position for {} at the moment", settings.id(), name, e);
                }
            }
        });
    }

    /** Gives attempts that are under way their time, and writes what comes of them. */
    private void finish() throws InterruptedException {
        workers.drain();
        consumer.pause(consumer.assignment());
        await(ATTEMPT_GRACE, () -> workers.areIdle());
        collect();
        commits.commit();
    }

    private void collect() {
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

    private void leave() {
        workers.close();
        // No attempt is waited for any more: else the callback would use up the time that leaving needs.
        leaving = true;
        forgetConsumer.run();
        try {
            consumer.close(CloseOptions.timeout(LEAVE).withGroupMembershipOperation(
                    CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        } catch (RuntimeException e) {
            LOG.debug("lane {} could not leave its group", settings.id(), e);
        }
        scans.close();
        commits.close();
    }

    /** Called by {@code poll}, and so on the loop thread. */
    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.info("lane {}: assigned {}", settings.id(), partitions);
            assignment.assigned(partitions);
        }

        /** Writes what is finished, so that the next owner repeats as little as possible. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.info("lane {}: revoked {}", settings.id(), partitions);
            try {
                assignment.ending(partitions);
                await(leaving ? Duration.ZERO : REVOKE_GRACE,
                        () -> partitions.stream().allMatch(assignment::isQuiet));
                collect();
                commits.commit();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assignment.gone(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            LOG.warn("lane {}: lost {}", settings.id(), partitions);
            assignment.gone(partitions);
        }
    }
}
