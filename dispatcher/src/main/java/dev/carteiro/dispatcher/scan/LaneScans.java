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
 * All scans of one lane, and the question whether a delivery may be held or must wait behind what is. Owned by the lane's
 * loop thread; nothing in it waits.
 *
 * <p>One chunk is read at a time, by one source after the other, and no other before it is committed: so memory is
 * bounded by one chunk, and nobody waits for longer than the others' chunks take.
 */
public final class LaneScans implements AutoCloseable {
    private static final Duration REVIEW = Duration.ofSeconds(1);

    /** When nobody has anything to do: at least so long for a rate to let some more happen. */
    private static final Duration REST = Duration.ofMillis(250);

    /** For one turn; a partition whose leader is away must not keep the others waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration KEEP_CLIENT = Duration.ofSeconds(30);

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

    /** This lane owns this partition of deliveries from now on, and knows the committed offset. */
    public void loaded(int partition) {
        owned.put(partition, new PartitionScans(names, partition, jobs, this::isPaused, metrics));
        mayBeDone = true;
    }

    /** This lane does not own it any more, or is to begin anew. */
    public void gone(int partition) {
        owned.remove(partition);
        turns.clear();
        if (chunk != null && chunk.partition() == partition) {
            chunk = null;
        }
    }

    /** What is to be done with a delivery that could be sent. */
    public enum HoldStatus {
        /** Nothing of its subscription is held. */
        FREE,
        /** It has to be held, behind those that are. */
        BEHIND,
        /** Not known yet; ask again in a moment. */
        UNKNOWN
    }

    public HoldStatus line(int partition, String subscription) {
        HeldPartition holds = holds(partition);
        if (holds == null) {
            return jobs.isMarked(partition, subscription) ? HoldStatus.UNKNOWN : HoldStatus.FREE;
        }
        return holds.holds(subscription) ? HoldStatus.BEHIND : HoldStatus.FREE;
    }

    /** Whether deliveries can be held in this partition; if not, soon. */
    public boolean mayHold(int partition) {
        return holds(partition) != null;
    }

    /** A delivery to be held waits for its transaction. */
    public void holding(int partition, String subscription) {
        HeldPartition holds = holds(partition);
        if (holds != null) {
            holds.add(subscription);
        }
    }

    /** Whether something is about to come, so that the loop should not rest for long. */
    public boolean isBusy() {
        return chunk != null || !turns.isEmpty() || owned.values().stream().anyMatch(scans -> !scans.isReady());
    }

    /** Whether there is something to write that no result would bring about. */
    public boolean isPending() {
        return chunk != null || mayBeDone;
    }

    /** One step: to be called in every round of the loop. */
    public void step() {
        long nanos = clock.nanos();
        Instant now = clock.cautious();
        Instant agreed = clock.agreed();
        owned.values().forEach(scans -> scans.tryReady(agreed, nanos));
        if (nanos - reviewNanos >= REVIEW.toNanos()) {
            reviewNanos = nanos;
            restUntilNanos = nanos;
            mayBeDone = true;
            owned.values().forEach(scans -> scans.review(agreed, nanos));
            sweep.step(owned.keySet(), agreed, nanos);
        }
        if (chunk == null && nanos - restUntilNanos >= 0) {
            read(now, nanos);
        }
        if (turns.isEmpty() && nanos - lastReadNanos > KEEP_CLIENT.toNanos()) {
            reader.close();
        }
    }

    /**
     * What goes into the next transaction.
     *
     * @param held by partition and subscription, the time of the first that is held in it
     * @param waiting by partition, subscriptions of which more is to be held later
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
            HeldPartition.MarkerChange change = holds.change(held.getOrDefault(partition, Map.of()),
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

    /** Where the applied topic ends: asked now, answered later. */
    public Future<Map<TopicPartition, Long>> appliedEnd() {
        return jobs.ends(List.of(new TopicPartition(names.applied(), 0)));
    }

    /** For the transaction that holds an entry. */
    public WrittenOffsets receipts() {
        return new WrittenOffsets(Set.of(names.held(), names.deliveries()));
    }

    /** The transaction that held it is committed. */
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
                // The broker did not say where they lie, so where the scan will be done is unknown: ask anew.
                loaded(partition);
                turns.clear();
            } else {
                holds.changed(change, entry.held().getOrDefault(partition, Map.of()).keySet(), end.getAsLong());
            }
        });
    }

    /** A record of deliveries has its result. */
    public void landed(int partition, long offset, boolean deferred) {
        HeldPartition holds = holds(partition);
        if (holds != null && holds.landed(offset, deferred)) {
            restUntilNanos = clock.nanos();
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    /** The source whose turn it is; one turn ends with a chunk, or when it has been read on. */
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
                if (batch == null && nanos - turnBeganNanos < PATIENCE.toNanos()) {
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
