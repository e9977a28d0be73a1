package dev.carteiro.dispatcher.scan;

import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.hold.HeldPartition;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.runtime.subscriptions.Subscriptions;
import dev.carteiro.schemas.job.JobKey;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.subscription.SubscriptionState;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * All scans of one lane; also decides whether a delivery may be held, or must be held behind older ones. Owned by the
 * lane's loop thread; never blocks.
 *
 * <p>The sources take turns. Each reads one chunk, and the next chunk is read only after that one is committed. So
 * memory is bounded by one chunk, and a source waits at most for one chunk of each other source.
 */
public final class LaneScans implements AutoCloseable {
    private static final Duration REVIEW_INTERVAL = Duration.ofSeconds(1);

    /** The rest after a round without a chunk; long enough for the rate limits to release more records. */
    private static final Duration REST = Duration.ofMillis(250);

    /** The longest turn; a partition whose leader is unavailable must not block the others. */
    private static final Duration MAX_TURN = Duration.ofSeconds(2);

    private static final Duration READER_IDLE_TIMEOUT = Duration.ofSeconds(30);

    private final TopicNames names;
    private final Jobs jobs;
    private final Subscriptions subscriptions;
    private final LaneClock clock;
    private final DispatcherMetrics metrics;
    private final ScanReader reader;
    private final JobCleanup sweep;
    private final Map<Integer, PartitionScans> owned = new TreeMap<>();
    private final List<ScanSource> turns = new ArrayList<>();
    private @Nullable ScanChunk chunk;
    private long reviewNanos;
    private long restUntilNanos;
    private long turnBeganNanos;
    private long lastReadNanos;
    private boolean roundWasFruitless = true;
    private boolean mayBeDone;

    /** @param id of the lane */
    public LaneScans(KafkaAccess access, TopicNames names, String id, Jobs jobs, Subscriptions subscriptions,
            LaneClock clock, DispatcherMetrics metrics) {
        this.names = names;
        this.jobs = jobs;
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.metrics = metrics;
        reader = new ScanReader(access, id + "-scan");
        reviewNanos = clock.nanos();
        sweep = new JobCleanup(names, jobs, reviewNanos);
        restUntilNanos = reviewNanos;
    }

    /** Adds a partition of deliveries that this lane owns and whose committed offset it has read. */
    public void addPartition(int partition) {
        owned.put(partition, new PartitionScans(names, partition, jobs, this::isPaused, metrics));
        mayBeDone = true;
    }

    /** Removes a partition that this lane no longer owns, or that it starts over. */
    public void removePartition(int partition) {
        owned.remove(partition);
        turns.clear();
        if (chunk != null && chunk.partition() == partition) {
            chunk = null;
        }
    }

    /** The place of a delivery relative to the held deliveries of its subscription. */
    public enum HoldStatus {
        /** None is held: it may be sent. */
        FREE,
        /** Some are held: it must be held behind them. */
        BEHIND,
        /** Not known yet: the caller repeats the call soon. */
        UNKNOWN
    }

    /** Returns the place of a delivery that could be sent. */
    public HoldStatus line(int partition, String subscription) {
        HeldPartition holds = holds(partition);
        if (holds == null) {
            return jobs.isMarked(partition, subscription) ? HoldStatus.UNKNOWN : HoldStatus.FREE;
        }
        return holds.holds(subscription) ? HoldStatus.BEHIND : HoldStatus.FREE;
    }

    /** Returns true if deliveries can be held in this partition; becomes true soon after the assignment. */
    public boolean mayHold(int partition) {
        return holds(partition) != null;
    }

    /** Records that a delivery to be held waits for its transaction. */
    public void holdPending(int partition, String subscription) {
        HeldPartition holds = holds(partition);
        if (holds != null) {
            holds.add(subscription);
        }
    }

    /** Returns true if a scan has work, so that the loop should not rest for long. */
    public boolean isBusy() {
        return chunk != null || !turns.isEmpty() || owned.values().stream().anyMatch(scans -> !scans.isReady());
    }

    /** Returns true if there is something to commit even without results. */
    public boolean isPending() {
        return chunk != null || mayBeDone;
    }

    /** Makes one step of the scans; called in every round of the loop. */
    public void step() {
        long nanos = clock.nanos();
        Instant now = clock.cautious();
        Instant agreed = clock.agreed();
        owned.values().forEach(scans -> scans.tryReady(agreed, nanos));
        if (nanos - reviewNanos >= REVIEW_INTERVAL.toNanos()) {
            reviewNanos = nanos;
            restUntilNanos = nanos;
            mayBeDone = true;
            owned.values().forEach(scans -> scans.review(agreed, nanos));
            sweep.step(owned.keySet(), agreed, nanos);
        }
        if (chunk == null && nanos - restUntilNanos >= 0) {
            read(now, nanos);
        }
        if (turns.isEmpty() && nanos - lastReadNanos > READER_IDLE_TIMEOUT.toNanos()) {
            reader.close();
        }
    }

    /**
     * Returns the scans' part of the next transaction.
     *
     * @param held the time of the first record that the transaction holds, by partition and subscription
     * @param waiting the subscriptions with records to hold in a later transaction, by partition
     */
    public ScanCommit entry(Map<Integer, Map<String, Instant>> held, Map<Integer, Set<String>> waiting) {
        boolean looksForDone = mayBeDone;
        mayBeDone = false;
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Set<Integer> partitions = new HashSet<>(held.keySet());
        Map<Integer, HeldPartition.MarkerChange> changes = new HashMap<>();
        owned.forEach((partition, scans) -> {
            HeldPartition holds = scans.holds();
            if (holds == null) {
                return;
            }
            HeldPartition.MarkerChange change = holds.markerChange(held.getOrDefault(partition, Map.of()),
                    waiting.getOrDefault(partition, Set.of()),
                    looksForDone && (chunk == null || chunk.partition() != partition));
            changes.put(partition, change);
            change.set().forEach((subscription, marker) -> records
                    .add(note(new JobKey.HeldKey(partition, subscription), marker.toJson())));
            change.removed().forEach(subscription -> records
                    .add(note(new JobKey.HeldKey(partition, subscription), null)));
            if (!change.set().isEmpty() || !change.removed().isEmpty()) {
                partitions.add(partition);
            }
        });
        if (chunk != null) {
            partitions.add(chunk.partition());
            records.addAll(chunk.deliveries());
            chunk.notes().forEach((key, value) -> records.add(note(key, value)));
        }
        for (Redrive job : sweep.due()) {
            partitions.add(job.shares().firstKey());
            JobCleanup.keys(job).forEach(key -> records.add(note(key, null)));
        }
        return new ScanCommit(records, chunk, held, changes, partitions);
    }

    /** Requests the end of the applied topic; does not block. */
    public Future<Map<TopicPartition, Long>> appliedEnd() {
        return jobs.ends(List.of(new TopicPartition(names.applied(), 0)));
    }

    /** Returns the receipts for the next transaction. */
    public WrittenOffsets receipts() {
        return new WrittenOffsets(Set.of(names.held(), names.deliveries()));
    }

    /** Records that the transaction with this entry is committed. */
    public void written(ScanCommit entry, WrittenOffsets receipts) {
        sweep.removed();
        if (entry.chunk() != null) {
            entry.chunk().written(receipts);
            chunk = null;
            mayBeDone = true;
        }
        entry.changes().forEach((partition, change) -> {
            HeldPartition holds = holds(partition);
            if (holds == null) {
                return;
            }
            OptionalLong end = receipts.end(names.held(), partition);
            if (end.isEmpty()) {
                // The broker did not return the offsets, so the end of the held records is unknown: start again.
                addPartition(partition);
                turns.clear();
            } else {
                holds.markersCommitted(change, entry.held().getOrDefault(partition, Map.of()).keySet(),
                        end.getAsLong());
            }
        });
    }

    /** Records that a delivery has its result. */
    public void completed(int partition, long offset, boolean deferred) {
        HeldPartition holds = holds(partition);
        if (holds != null && holds.completed(offset, deferred)) {
            restUntilNanos = clock.nanos();
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    /** Reads from the source whose turn it is. A turn ends with a chunk, or with a batch that needs none. */
    private void read(Instant now, long nanos) {
        if (turns.isEmpty()) {
            owned.values().forEach(scans -> turns.addAll(scans.sources()));
            turns.removeIf(source -> source.next(nanos).isEmpty());
            turnBeganNanos = nanos;
            roundWasFruitless = true;
        }
        while (!turns.isEmpty()) {
            ScanSource source = turns.getFirst();
            OptionalLong from = source.next(nanos);
            if (from.isPresent()) {
                lastReadNanos = nanos;
                ScanBatch batch = reader.read(source.partition(), from.getAsLong());
                if (batch == null && nanos - turnBeganNanos < MAX_TURN.toNanos()) {
                    return;
                }
                chunk = batch == null ? null : source.take(batch, now, nanos);
                roundWasFruitless &= batch == null;
            }
            turns.removeFirst();
            turnBeganNanos = nanos;
            if (chunk != null) {
                return;
            }
            mayBeDone |= turns.isEmpty();
        }
        if (roundWasFruitless) {
            restUntilNanos = nanos + REST.toNanos();
        }
    }

    private @Nullable HeldPartition holds(int partition) {
        PartitionScans scans = owned.get(partition);
        return scans == null ? null : scans.holds();
    }

    private ProducerRecord<byte[], byte[]> note(JobKey key, byte @Nullable [] value) {
        return new ProducerRecord<>(names.jobs(), key.bytes(), value);
    }

    private boolean isPaused(String subscription) {
        return subscriptions.find(subscription, -1) instanceof SubscriptionLookup.FoundSubscription found
                && found.subscription().state() == SubscriptionState.PAUSED;
    }
}
