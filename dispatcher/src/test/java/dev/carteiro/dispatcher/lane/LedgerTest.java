package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.offsets.GapMap;
import dev.carteiro.dispatcher.offsets.OffsetTracker;
import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.schemas.event.SourceRecord;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final TopicPartition NAME = new TopicPartition("carteiro.deliveries", 0);

    private final Ledger ledger = new Ledger();
    private final Partition partition = new Partition(new Lease(NAME), new OffsetAndMetadata(0));
    private final Map<TopicPartition, Partition> partitions = Map.of(NAME, partition);

    @Test
    void commitsResultsWithTheOffsetThatSaysTheyAreFinished() {
        handOut(3);
        finish(1);

        Ledger.Page page = ledger.nextPage(partitions);

        assertThat(page.results()).extracting(Result::offset).containsExactly(1L);
        assertThat(page.offsets()).containsExactly(Map.entry(NAME, new OffsetAndMetadata(0, "r.AQE")));
    }

    @Test
    void hasNothingToCommitTwice() {
        handOut(1);
        finish(0);
        ledger.written(ledger.nextPage(partitions), partitions);

        assertThat(ledger.isEmpty()).isTrue();
        assertThat(ledger.nextPage(partitions).isEmpty()).isTrue();
    }

    @Test
    void sendsTheSameResultsAgainAfterAnAbort() {
        handOut(2);
        finish(0);
        ledger.notWritten(ledger.nextPage(partitions), partitions);
        finish(1);

        Ledger.Page page = ledger.nextPage(partitions);

        assertThat(page.results()).extracting(Result::offset).containsExactly(0L, 1L);
        assertThat(page.offsets()).containsExactly(Map.entry(NAME, new OffsetAndMetadata(2, "")));
    }

    @Test
    void writesNothingUnderALostLease() {
        handOut(1);
        finish(0);
        partition.lease().lose();

        assertThat(ledger.takeLost()).extracting(Result::offset).containsExactly(0L);
        assertThat(ledger.isEmpty()).isTrue();
    }

    @Test
    void writesNothingUnderAnEarlierLeaseOfTheSamePartition() {
        handOut(1);
        finish(0);
        Partition again = new Partition(new Lease(NAME), new OffsetAndMetadata(0));

        assertThat(ledger.nextPage(Map.of(NAME, again)).results()).isEmpty();
    }

    /** Results whose records the gap map could not name stay back, and go out once the gaps have closed. */
    @Test
    void holdsBackWhatTheGapMapCannotDescribe() {
        int records = 20_000;
        handOut(records);
        Random random = new Random(3);
        for (int offset = 1; offset < records; offset++) {
            if (random.nextBoolean()) {
                finish(offset);
            }
        }
        int results = ledger.size();

        Ledger.Page first = ledger.nextPage(partitions);
        OffsetAndMetadata committed = Objects.requireNonNull(first.offsets().get(NAME));
        ledger.written(first, partitions);

        assertThat(first.results()).isNotEmpty().hasSizeLessThan(results);
        assertThat(committed.metadata()).hasSizeLessThanOrEqualTo(GapMap.MAX_LENGTH);
        OffsetTracker successor = new OffsetTracker(committed.offset(), committed.metadata());
        first.results().forEach(result -> assertThat(successor.isFinished(result.offset())).isTrue());
        assertThat(ledger.size()).isEqualTo(results - first.results().size());
    }

    private void handOut(int count) {
        for (int offset = 0; offset < count; offset++) {
            partition.tracker().handOut(offset);
        }
    }

    private void finish(long offset) {
        SourceRecord source = new SourceRecord(NAME.topic(), 0, offset, 0, new RecordHeaders(), null);
        ledger.add(new Result(partition.lease(), offset, Budget.Charge.NONE,
                new Consequence.Quarantined(null, source, "")));
    }
}
