package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.offsets.GapMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The results that wait for the next commit. Owned by the loop thread.
 *
 * <p>A result may be written only together with a gap map that marks its record as finished. Otherwise a successor
 * would make the attempt again and the retry chain would fork. If the map would become too long, the results with the
 * highest offsets stay back until the ones before them are written.
 */
final class PendingResults {
    /** The shortest limit of gap maps that is tried; below it, none is written. */
    private static final int MIN_GAP_MAP_LENGTH = 100;

    private final List<RecordResult> waiting = new ArrayList<>();
    private int maxGapMapLength = GapMap.MAX_LENGTH;

    void add(RecordResult result) {
        waiting.add(result);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /**
     * Halves the length of gap maps, because the {@code offset.metadata.max.bytes} of a broker is smaller than
     * expected.
     *
     * @return the new limit in characters; 0 for no gap map at all
     */
    int shortenGapMaps() {
        maxGapMapLength = maxGapMapLength < MIN_GAP_MAP_LENGTH ? 0 : maxGapMapLength / 2;
        return maxGapMapLength;
    }

    /** Removes and returns the results that may no longer be written, because their lease is lost. */
    List<RecordResult> removeLost() {
        List<RecordResult> lost = waiting.stream().filter(result -> result.lease().isLost()).toList();
        waiting.removeIf(result -> result.lease().isLost());
        return lost;
    }

    /**
     * The results and offsets of one transaction.
     *
     * @param results the results, with their records marked as finished
     * @param offsets the offset of every partition that has results or whose offset has changed
     */
    record CommitBatch(List<RecordResult> results, Map<TopicPartition, OffsetAndMetadata> offsets) {
        boolean isEmpty() {
            return offsets.isEmpty();
        }
    }

    /** Returns the batch with the offsets of further partitions added, even if these have not changed. */
    CommitBatch withOffsetsOf(CommitBatch batch, Collection<TopicPartition> others,
            Map<TopicPartition, Partition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>(batch.offsets());
        for (TopicPartition name : others) {
            Partition partition = partitions.get(name);
            if (partition != null) {
                all.putIfAbsent(name, partition.offset(maxGapMapLength));
            }
        }
        return new CommitBatch(batch.results(), all);
    }

    /** Returns a live view of all waiting results, including those of the next batch. */
    List<RecordResult> waiting() {
        return Collections.unmodifiableList(waiting);
    }

    /** Returns the next batch without a restriction on its results. */
    CommitBatch nextBatch(Map<TopicPartition, Partition> partitions) {
        return nextBatch(partitions, result -> true);
    }

    /**
     * Returns the next batch. Its results keep waiting until {@link #committed} or {@link #revert} reports the
     * outcome.
     *
     * @param mayWrite returns false for results that must stay back
     */
    CommitBatch nextBatch(Map<TopicPartition, Partition> partitions, Predicate<RecordResult> mayWrite) {
        Map<Partition, List<RecordResult>> byPartition = new HashMap<>();
        for (RecordResult result : waiting) {
            Partition partition = partitions.get(result.lease().partition());
            if (partition != null && partition.lease() == result.lease() && mayWrite.test(result)) {
                byPartition.computeIfAbsent(partition, key -> new ArrayList<>()).add(result);
            }
        }
        List<RecordResult> results = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        partitions.forEach((name, partition) -> {
            List<RecordResult> own = byPartition.getOrDefault(partition, List.of());
            List<RecordResult> fitting = finishFittingResults(partition, own);
            results.addAll(fitting);
            OffsetAndMetadata offset = partition.offset(maxGapMapLength);
            if (!fitting.isEmpty() || partition.isBehind(offset)) {
                offsets.put(name, offset);
            }
        });
        return new CommitBatch(results, offsets);
    }

    void committed(CommitBatch batch, Map<TopicPartition, Partition> partitions) {
        Set<RecordResult> written = Collections.newSetFromMap(new IdentityHashMap<>());
        written.addAll(batch.results());
        waiting.removeIf(written::contains);
        batch.offsets().forEach((name, offset) -> {
            Partition partition = partitions.get(name);
            if (partition != null) {
                partition.committed(offset);
            }
        });
    }

    void revert(CommitBatch batch, Map<TopicPartition, Partition> partitions) {
        for (RecordResult result : batch.results()) {
            Partition partition = partitions.get(result.lease().partition());
            if (partition != null && partition.lease() == result.lease()) {
                partition.tracker().unfinish(result.offset());
            }
        }
    }

    private List<RecordResult> finishFittingResults(Partition partition, List<RecordResult> results) {
        List<RecordResult> fitting = new ArrayList<>(results);
        fitting.sort(Comparator.comparingLong(RecordResult::offset));
        fitting.forEach(result -> partition.tracker().finish(result.offset()));
        while (!fitting.isEmpty() && partition.tracker().gapMap().length() > maxGapMapLength) {
            List<RecordResult> ahead = fitting.subList(fitting.size() / 2, fitting.size());
            ahead.forEach(result -> partition.tracker().unfinish(result.offset()));
            ahead.clear();
        }
        return fitting;
    }
}
