package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.offsets.GapMap;
import dev.carteiro.dispatcher.offsets.OffsetTracker;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.schemas.event.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PendingResultsTest {
    private static final TopicPartition NAME = new TopicPartition("carteiro.deliveries", 0);

    private final PendingResults pendingResults = new PendingResults();
    private final Partition partition = new Partition(new Lease(NAME), Duration.ZERO, new OffsetAndMetadata(0));
    private final Map<TopicPartition, Partition> partitions = Map.of(NAME, partition);

    @Test
    void commitsResultsWithAnOffsetThatMarksThemAsFinished() {
        handOut(3);
        finish(1);

        PendingResults.CommitBatch batch = pendingResults.nextBatch(partitions);

        assertThat(batch.results()).extracting(RecordResult::offset).containsExactly(1L);
        assertThat(batch.offsets()).containsExactly(Map.entry(NAME, new OffsetAndMetadata(0, "r.AQE")));
    }

    @Test
    void commitsNothingTwice() {
        handOut(1);
        finish(0);
        pendingResults.committed(pendingResults.nextBatch(partitions), partitions);

        assertThat(pendingResults.isEmpty()).isTrue();
        assertThat(pendingResults.nextBatch(partitions).isEmpty()).isTrue();
    }

    @Test
    void sendsTheSameResultsAgainAfterAnAbort() {
        handOut(2);
        finish(0);
        pendingResults.revert(pendingResults.nextBatch(partitions), partitions);
        finish(1);

        PendingResults.CommitBatch batch = pendingResults.nextBatch(partitions);

        assertThat(batch.results()).extracting(RecordResult::offset).containsExactly(0L, 1L);
        assertThat(batch.offsets()).containsExactly(Map.entry(NAME, new OffsetAndMetadata(2, "")));
    }

    @Test
    void writesNothingUnderALostLease() {
        handOut(1);
        finish(0);
        partition.lease().lose();

        assertThat(pendingResults.removeLost()).extracting(RecordResult::offset).containsExactly(0L);
        assertThat(pendingResults.isEmpty()).isTrue();
    }

    @Test
    void writesNothingUnderAnEarlierLeaseOfTheSamePartition() {
        handOut(1);
        finish(0);
        Partition again = new Partition(new Lease(NAME), Duration.ZERO, new OffsetAndMetadata(0));

        assertThat(pendingResults.nextBatch(Map.of(NAME, again)).results()).isEmpty();
    }

    /** Results that the gap map has no room for stay back, and are written once the gaps have closed. */
    @Test
    void holdsBackResultsThatTheGapMapCannotDescribe() {
        int records = 20_000;
        handOut(records);
        Random random = new Random(3);
        for (int offset = 1; offset < records; offset++) {
            if (random.nextBoolean()) {
                finish(offset);
            }
        }
        int results = pendingResults.size();

        PendingResults.CommitBatch first = pendingResults.nextBatch(partitions);
        OffsetAndMetadata committed = Objects.requireNonNull(first.offsets().get(NAME));
        pendingResults.committed(first, partitions);

        assertThat(first.results()).isNotEmpty().hasSizeLessThan(results);
        assertThat(committed.metadata()).hasSizeLessThanOrEqualTo(GapMap.MAX_LENGTH);
        OffsetTracker successor = new OffsetTracker(committed.offset(), committed.metadata());
        first.results().forEach(result -> assertThat(successor.isFinished(result.offset())).isTrue());
        assertThat(pendingResults.size()).isEqualTo(results - first.results().size());
    }

    /**
     * As many records as may be outstanding, with transaction markers at irregular distances between them: their gap map
     * alone is too long, although nothing is finished. A broker would reject every commit with it.
     */
    @Test
    void aPartitionWhoseMarkersAloneMakeTheMapTooLongCommits() {
        Random random = new Random(5);
        long offset = 0;
        List<Long> handedOut = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            partition.tracker().handOut(offset);
            handedOut.add(offset);
            offset += 1 + random.nextInt(200);
        }
        finish(handedOut.getLast());

        PendingResults.CommitBatch batch = pendingResults.nextBatch(partitions);

        assertThat(batch.results()).hasSize(1);
        OffsetAndMetadata committed = Objects.requireNonNull(batch.offsets().get(NAME));
        assertThat(committed.offset()).isZero();
        assertThat(committed.metadata()).hasSizeLessThan(20);
    }

    /**
     * For any order of completion, any markers between the records and any outcome of commits: no gap map is too long,
     * every result is written together with an offset that covers it, and in the end all results are written.
     */
    @Test
    void everyCommitFitsWhateverFinishesWhen() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            int longest = 20 + random.nextInt(seed % 2 == 0 ? GapMap.MAX_LENGTH : 200);
            new PartitionSimulation(random, longest, "seed " + seed).run();
        }
    }

    /** The records of one partition, from the first that is handed out to the last that is written. */
    private static final class PartitionSimulation {
        private final Random random;
        private final int longest;
        private final String name;
        private final PendingResults pendingResults = new PendingResults();
        private final Partition partition = new Partition(new Lease(NAME), Duration.ZERO, new OffsetAndMetadata(0));
        private final Map<TopicPartition, Partition> partitions = Map.of(NAME, partition);
        private final List<Long> inFlight = new ArrayList<>();
        private final Set<Long> written = new HashSet<>();
        private OffsetAndMetadata committed = new OffsetAndMetadata(0);
        private long next;
        private int handedOut;

        private PartitionSimulation(Random random, int longest, String name) {
            this.random = random;
            this.longest = longest;
            this.name = name;
            int fits = GapMap.MAX_LENGTH;
            while (fits > longest) {
                fits = pendingResults.shortenGapMaps();
            }
        }

        private void run() {
            int gap = 1 + random.nextInt(300);
            for (int step = 0; step < 200; step++) {
                for (int i = random.nextInt(60); i > 0 && partition.tracker().outstanding() < 4_000; i--) {
                    next += random.nextInt(5) == 0 ? 1 + random.nextInt(gap) : 1;
                    partition.tracker().handOut(next);
                    inFlight.add(next);
                    handedOut++;
                }
                for (int i = random.nextInt(40); i > 0 && !inFlight.isEmpty(); i--) {
                    int any = random.nextInt(inFlight.size());
                    end(inFlight.set(any, inFlight.getLast()));
                    inFlight.removeLast();
                }
                if (random.nextInt(10) == 0) {
                    next += random.nextInt(gap);
                    partition.tracker().reached(next + 1);
                }
                commit();
            }
            inFlight.forEach(this::end);
            inFlight.clear();
            for (int i = 0; i < 20 && !pendingResults.isEmpty(); i++) {
                commit();
            }
            assertThat(pendingResults.isEmpty()).as(name).isTrue();
            assertThat(written).as(name).hasSize(handedOut);
            assertThat(committed.metadata()).as(name).isEmpty();
        }

        private void end(long offset) {
            SourceRecord source = new SourceRecord(NAME.topic(), 0, offset, 0, new RecordHeaders(), null);
            pendingResults.add(new RecordResult(partition.lease(), offset, MemoryBudget.Charge.NONE,
                    new Consequence.Quarantined(null, source, "")));
        }

        private void commit() {
            PendingResults.CommitBatch batch = pendingResults.withOffsetsOf(pendingResults.nextBatch(partitions),
                    List.of(NAME), partitions);
            OffsetAndMetadata offset = Objects.requireNonNull(batch.offsets().get(NAME));
            assertThat(offset.metadata().length()).as(name).isLessThanOrEqualTo(longest);
            if (random.nextInt(8) == 0) {
                pendingResults.revert(batch, partitions);
                return;
            }
            pendingResults.committed(batch, partitions);
            committed = offset;
            batch.results().forEach(result -> assertThat(written.add(result.offset())).as(name).isTrue());
            OffsetTracker successor = new OffsetTracker(offset.offset(), offset.metadata());
            written.forEach(one -> assertThat(successor.isFinished(one)).as("%s offset %d", name, one).isTrue());
            inFlight.forEach(one -> assertThat(successor.isFinished(one)).as("%s offset %d", name, one).isFalse());
        }
    }

    private void handOut(int count) {
        for (int offset = 0; offset < count; offset++) {
            partition.tracker().handOut(offset);
        }
    }

    private void finish(long offset) {
        SourceRecord source = new SourceRecord(NAME.topic(), 0, offset, 0, new RecordHeaders(), null);
        pendingResults.add(new RecordResult(partition.lease(), offset, MemoryBudget.Charge.NONE,
                new Consequence.Quarantined(null, source, "")));
    }
}
