package dev.carteiro.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.testkit.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Tests where the follower starts and when it skips ahead, with Kafka's own mock consumer. */
class HistoryFollowerTest {
    private static final TopicPartition ATTEMPTS = new TopicPartition(TopicNames.DEFAULT.attempts(), 0);
    private static final TopicPartition DEAD_LETTERS = new TopicPartition(TopicNames.DEFAULT.deadLetters(), 0);

    /** Memory for which 100 records of each partition are read at the start. */
    private static final long SMALL = 1_000;

    private final ManualTime time = ManualTime.startingAt("2026-01-01T01:00:00Z");
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final HistoryIndex history = new HistoryIndex(1024 * 1024);
    private final HistoryRecords records = new HistoryRecords();

    @Test
    void readsAllRecordsAndReportsACompleteHistory() {
        HistoryFollower follower = following(0, 3, SMALL);
        addAttempts(3);
        follower.step();

        assertThat(history.attempts("sub", null, null, 10).content()).hasSize(3);
        assertThat(history.attempts("sub", null, null, 10).coverage()).isEqualTo(Coverage.COMPLETE);
        assertThat(follower.isComplete()).isTrue();
    }

    @Test
    void startsWithTheNewestRecordsIfThereAreMoreThanFit() {
        HistoryFollower follower = following(0, 500, SMALL);
        assertThat(consumer.position(ATTEMPTS)).isEqualTo(400);
        assertThat(history.coverage().since()).as("nothing is known yet").isEqualTo(time.instant());

        for (int i = 0; i < 500; i++) {
            ConsumerRecord<byte[], byte[]> record = attempt(i);
            if (i >= 400) {
                consumer.addRecord(record);
            }
        }
        follower.step();

        assertThat(history.attempts("sub", null, null, 1_000).content()).hasSize(100);
        assertThat(history.coverage().since()).isEqualTo(HistoryRecords.START.plusSeconds(400));
    }

    @Test
    void skipsToTheEndOfAPartitionThatItCannotFollowAndReportsTheGap() {
        HistoryFollower follower = following(0, 3, SMALL);
        addAttempts(3);
        follower.step();

        consumer.updateEndOffsets(Map.of(ATTEMPTS, 100_000L));
        step(follower, 14);
        assertThat(consumer.position(ATTEMPTS)).isEqualTo(3);
        step(follower, 3);

        assertThat(consumer.position(ATTEMPTS)).isEqualTo(99_900);
        HistoryPage<AttemptEntry> page = history.attempts("sub", null, null, 10);
        assertThat(page.content()).isEmpty();
        assertThat(page.coverage().since()).isAfter(Instant.parse("2026-01-01T01:00:10Z"));
    }

    private void step(HistoryFollower follower, int seconds) {
        for (int i = 0; i < seconds; i++) {
            time.advance(Duration.ofSeconds(1));
            follower.step();
        }
    }

    private void addAttempts(int count) {
        for (int i = 0; i < count; i++) {
            consumer.addRecord(attempt(i));
        }
    }

    private ConsumerRecord<byte[], byte[]> attempt(int number) {
        return records.attempt("sub", "dlv_" + number, 1, AttemptOutcome.DELIVERED);
    }

    private HistoryFollower following(long beginning, long end, long maxBytes) {
        for (TopicPartition partition : List.of(ATTEMPTS, DEAD_LETTERS)) {
            consumer.updatePartitions(partition.topic(), List.of(new PartitionInfo(partition.topic(), 0,
                    Node.noNode(), new Node[0], new Node[0])));
        }
        consumer.updateBeginningOffsets(Map.of(ATTEMPTS, beginning, DEAD_LETTERS, 0L));
        consumer.updateEndOffsets(Map.of(ATTEMPTS, end, DEAD_LETTERS, 0L));
        HistoryFollower follower = new HistoryFollower(consumer, TopicNames.DEFAULT, history, maxBytes, time,
                time.nanoClock(), failure -> {
                    throw new AssertionError(failure);
                });
        assertThat(follower.assign()).isTrue();
        return follower;
    }
}
