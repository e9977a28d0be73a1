package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.offsets.GapMap;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.outcome.Outbox;
import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.dispatcher.scan.ScanCommit;
import dev.carteiro.dispatcher.scan.WrittenOffsets;
import dev.carteiro.schemas.delivery.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects results and writes them, in one transaction per commit interval. Owned by the loop thread.
 *
 * <pre>
 *   results --> pending --> batch --> transaction --- yes ------> memory released
 *                 ^                               --- no -------> the same results go into the next one
 *                 +------------------------------ --- in doubt -> start over from the committed offsets
 * </pre>
 */
final class ResultCommitter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResultCommitter.class);

    /** The number of results that are committed before the interval ends. */
    private static final int MAX_WAITING_RESULTS = 5_000;

    private final LaneSettings settings;
    private final Outbox outbox;
    private final LaneClock clock;
    private final DispatcherMetrics metrics;
    private final java.util.function.Consumer<Consequence> committed;
    private final MemoryBudget budget;
    private final Consumer<byte[], byte[]> consumer;
    private final Assignment assignment;
    private final LaneScans scans;
    private final BooleanSupplier isStopping;
    private final PendingResults pendingResults = new PendingResults();
    private final LaneProducer producer;
    private long firstNanos;
    private long lastNanos;

    /** @param committed takes each consequence once it is written */
    ResultCommitter(LaneSettings settings, LaneDependencies parts, MemoryBudget budget, LaneClients clients,
            Assignment assignment,
            java.util.function.Consumer<Consequence> committed, BooleanSupplier isStopping) {
        this.settings = settings;
        outbox = parts.outbox();
        clock = parts.clock();
        metrics = parts.metrics();
        this.committed = committed;
        scans = parts.scans();
        this.budget = budget;
        consumer = clients.consumer();
        this.assignment = assignment;
        this.isStopping = isStopping;
        producer = new LaneProducer(settings.id(), clients.producers(), metrics, clock);
    }

    /** Fences a predecessor's producer; repeats while Kafka is unavailable. */
    void initialize() {
        while (!isStopping.getAsBoolean()) {
            try {
                producer.initialize();
                return;
            } catch (TimeoutException e) {
                LOG.warn("lane {}: cannot initialize the producer, retrying: {}", settings.id(), e.getMessage());
            }
        }
    }

    void add(RecordResult result) {
        if (pendingResults.isEmpty()) {
            firstNanos = clock.nanos();
        }
        pendingResults.add(result);
        if (result.consequence() instanceof Consequence.Held(Delivery delivery)) {
            scans.holdPending(result.lease().partition().partition(), delivery.subscription());
        }
    }

    /** Takes a record back from a worker, with or without a consequence. */
    void add(Workers.Completion ended) {
        DeliveryTask work = ended.work();
        if (ended.consequence() == null || work.lease().isLost()) {
            budget.giveBack(work.charge());
            Partition partition = assignment.partitions().get(work.lease().partition());
            if (partition != null && partition.lease() == work.lease()) {
                partition.tracker().giveUp();
            }
        } else {
            add(new RecordResult(work.lease(), work.offset(), work.charge(), ended.consequence()));
        }
    }

    boolean isPending() {
        return !pendingResults.isEmpty() || scans.isPending();
    }

    boolean isDue(long nowNanos) {
        return isPending()
                && (nowNanos - lastNanos >= settings.commitInterval().toNanos()
                        || pendingResults.size() >= MAX_WAITING_RESULTS);
    }

    /** Commits the waiting results and the offsets that have changed; does nothing if there are none. */
    void commit() {
        lastNanos = clock.nanos();
        dropLostResults();
        PendingResults.CommitBatch own = pendingResults.nextBatch(assignment.partitions(), this::mayWrite);
        ScanCommit entry = scans.entry(HeldResults.in(own.results()),
                HeldResults.notIn(own.results(), pendingResults.waiting()));
        PendingResults.CommitBatch batch = pendingResults.withOffsetsOf(own,
                entry.partitions().stream().map(p -> new TopicPartition(settings.names().deliveries(), p)).toList(),
                assignment.partitions());
        if (batch.isEmpty()) {
            return;
        }
        WrittenOffsets receipts = scans.receipts();
        switch (producer.commit(records(batch, entry), batch.offsets(), consumer.groupMetadata(), receipts)) {
            case YES -> {
                scans.written(entry, receipts);
                written(batch);
            }
            case NO -> {
                pendingResults.revert(batch, assignment.partitions());
                metrics.transactionFailed("aborted");
            }
            case TOO_LONG -> {
                pendingResults.revert(batch, assignment.partitions());
                metrics.transactionFailed("aborted");
                LOG.warn(
                        "lane {}: offset.metadata.max.bytes of a broker is below the expected {}: gap maps are now limited"
                                + " to {} characters, and results that do not fit wait; set it to at least the expected value",
                        settings.id(),
                        GapMap.MAX_LENGTH, pendingResults.shortenGapMaps());
                producer.replace();
                initialize();
            }
            case IN_DOUBT -> {
                metrics.transactionFailed("in-doubt");
                startOver();
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    /** Held records need markers, which only the owner of the same partition of deliveries may write. */
    private boolean mayWrite(RecordResult result) {
        return !(result.consequence() instanceof Consequence.Held)
                || scans.mayHold(result.lease().partition().partition());
    }

    private List<ProducerRecord<byte[], byte[]>> records(PendingResults.CommitBatch batch, ScanCommit entry) {
        Instant now = clock.now();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (RecordResult result : batch.results()) {
            records.addAll(outbox.records(result.consequence(), result.lease().partition().partition(), now));
        }
        records.addAll(entry.records());
        return records;
    }

    private void written(PendingResults.CommitBatch batch) {
        pendingResults.committed(batch, assignment.partitions());
        for (RecordResult result : batch.results()) {
            budget.giveBack(result.charge());
            metrics.committed(result.consequence());
            committed.accept(result.consequence());
            TopicPartition from = result.lease().partition();
            if (from.topic().equals(settings.names().deliveries())) {
                scans.completed(from.partition(), result.offset(),
                        result.consequence() instanceof Consequence.Moved);
            }
        }
        long now = clock.nanos();
        metrics.committed(Duration.ofNanos(now - lastNanos));
        if (!batch.results().isEmpty()) {
            metrics.recordCommitInterval(Duration.ofNanos(now - firstNanos));
            firstNanos = now;
        }
    }

    /** Discards the state in memory and reads the committed offsets; attempts in flight are repeated. */
    private void startOver() {
        assignment.startOver();
        dropLostResults();
        producer.replace();
        initialize();
    }

    private void dropLostResults() {
        pendingResults.removeLost().forEach(result -> budget.giveBack(result.charge()));
    }
}
