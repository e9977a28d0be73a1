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
 * The results that wait for the next commit, and which of them can go into it. Owned by the loop thread.
 *
 * <p>A result may be written only if the gap map that goes with it says that its record is finished: else a successor
 * would make the attempt again and the retry chain would fork. Where the map would grow too long, the results furthest
 * ahead stay back until the ones before them are there.
 */
final class PendingResults {
    /** Shorter ones are not worth another try. */
    private static final int SHORTEST_GAP_MAP = 100;

    private final List<RecordResult> waiting = new ArrayList<>();
    private int longestGapMap = GapMap.MAX_LENGTH;

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
     * A broker found a gap map too long: its {@code offset.metadata.max.bytes} is smaller than was to be expected.
     *
     * @return what is thought to fit from now on, in characters; 0 for no gap map at all
     */
    int shortenGapMaps() {
        longestGapMap = longestGapMap < SHORTEST_GAP_MAP ? 0 : longestGapMap / 2;
        return longestGapMap;
    }

    /** Takes out the results that may no longer be written, because their lease is lost. */
    List<RecordResult> takeLost() {
        List<RecordResult> lost = waiting.stream().filter(result -> result.lease().isLost()).toList();
        waiting.removeIf(result -> result.lease().isLost());
        return lost;
    }

    /**
     * What the next transaction holds.
     *
     * @param results with their records marked as finished
     * @param offsets for every partition that has results or has moved on
     */
    record CommitBatch(List<RecordResult> results, Map<TopicPartition, OffsetAndMetadata> offsets) {
        boolean isEmpty() {
            return offsets.isEmpty();
        }

    }

    /** The page with the offsets of these partitions, too, even if they have not moved. */
    CommitBatch alongside(CommitBatch page, Collection<TopicPartition> others, Map<TopicPartition, Partition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>(page.offsets());
        for (TopicPartition name : others) {
            Partition partition = partitions.get(name);
            if (partition != null) {
                all.putIfAbsent(name, partition.offset(longestGapMap));
            }
        }
        return new CommitBatch(page.results(), all);
    }

    /** As it is, the results of the next page among them. */
    List<RecordResult> waiting() {
        return Collections.unmodifiableList(waiting);
    }

    /** As below, with every result that fits. */
    CommitBatch nextPage(Map<TopicPartition, Partition> partitions) {
        return nextPage(partitions, result -> true);
    }

    /**
     * Nothing changes in the ledger until {@link #written} or {@link #notWritten} says how it went.
     *
     * @param mayWrite those that do not pass stay back
     */
    CommitBatch nextPage(Map<TopicPartition, Partition> partitions, Predicate<RecordResult> mayWrite) {
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
            List<RecordResult> fitting = finishWhatFits(partition, own);
            results.addAll(fitting);
            OffsetAndMetadata offset = partition.offset(longestGapMap);
            if (!fitting.isEmpty() || partition.isBehind(offset)) {
                offsets.put(name, offset);
            }
        });
        return new CommitBatch(results, offsets);
    }

    void written(CommitBatch page, Map<TopicPartition, Partition> partitions) {
        Set<RecordResult> written = Collections.newSetFromMap(new IdentityHashMap<>());
        written.addAll(page.results());
        waiting.removeIf(written::contains);
        page.offsets().forEach((name, offset) -> {
            Partition partition = partitions.get(name);
            if (partition != null) {
                partition.committed(offset);
            }
        });
    }

    void notWritten(CommitBatch page, Map<TopicPartition, Partition> partitions) {
        for (RecordResult result : page.results()) {
            Partition partition = partitions.get(result.lease().partition());
            if (partition != null && partition.lease() == result.lease()) {
                partition.tracker().unfinish(result.offset());
            }
        }
    }

    private List<RecordResult> finishWhatFits(Partition partition, List<RecordResult> results) {
        List<RecordResult> fitting = new ArrayList<>(results);
        fitting.sort(Comparator.comparingLong(RecordResult::offset));
        fitting.forEach(result -> partition.tracker().finish(result.offset()));
        while (!fitting.isEmpty() && partition.tracker().gapMap().length() > longestGapMap) {
            List<RecordResult> ahead = fitting.subList(fitting.size() / 2, fitting.size());
            ahead.forEach(result -> partition.tracker().unfinish(result.offset()));
            ahead.clear();
        }
        return fitting;
    }
}
