package dev.carteiro.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.api.history.HistoryIndex.Topic;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.AttemptSubject;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class HistoryIndexTest {
    private static final long MEBIBYTE = 1024 * 1024;

    private final HistoryRecords records = new HistoryRecords();
    private final HistoryIndex history = new HistoryIndex(MEBIBYTE);

    @Test
    void pagesOfAttemptsAreNewestFirstAndNewAttemptsDoNotMoveThem() {
        for (int i = 1; i <= 5; i++) {
            attempt("sub", "dlv_" + i, 1, AttemptOutcome.DELIVERED);
            attempt("other", "dlv_o" + i, 1, AttemptOutcome.DELIVERED);
        }

        HistoryPage<AttemptEntry> first = history.attempts("sub", null, null, 2);
        attempt("sub", "dlv_6", 1, AttemptOutcome.DELIVERED);
        HistoryPage<AttemptEntry> second = history.attempts("sub", null, first.next(), 2);
        HistoryPage<AttemptEntry> third = history.attempts("sub", null, second.next(), 2);

        assertThat(deliveries(first)).containsExactly("dlv_5", "dlv_4");
        assertThat(deliveries(second)).containsExactly("dlv_3", "dlv_2");
        assertThat(deliveries(third)).containsExactly("dlv_1");
        assertThat(third.next()).isNull();
        assertThat(first.coverage()).isEqualTo(Coverage.COMPLETE);
    }

    @Test
    void aPageEndsAtItsMaximumSizeAndADeliveryReturnsItsNewestAttempts() {
        String long1k = "x".repeat(1_000);
        HistoryIndex large = new HistoryIndex(16 * MEBIBYTE);
        for (int i = 1; i <= 1_000; i++) {
            large.apply(Topic.ATTEMPTS, List.of(records.attempt(new AttemptRecord(
                    new AttemptSubject("dlv_1", "sub", "a", "evt", "src", null, false), i, AttemptOutcome.RETRY, null,
                    503, null,
                    null, records.now(), Duration.ZERO, null, long1k))));
        }

        HistoryPage<AttemptEntry> page = large.attempts("sub", null, null, 1_000);
        assertThat(page.content()).hasSizeBetween(300, 400);
        assertThat(page.content().getFirst().attempt().attempt()).isEqualTo(1_000);
        assertThat(page.next()).isEqualTo(page.content().getLast().position());
        HistoryPage<AttemptEntry> next = large.attempts("sub", null, page.next(), 1_000);
        assertThat(next.content().getFirst().attempt().attempt()).isEqualTo(1_000 - page.content().size());

        DeliveryHistory delivery = large.delivery("dlv_1").orElseThrow();
        assertThat(delivery.truncated()).isTrue();
        assertThat(delivery.attempts()).hasSizeBetween(70, 100);
        assertThat(delivery.attempts().getLast().attempt().attempt()).isEqualTo(1_000);
    }

    @Test
    void aCursorRoundTrips() {
        HistoryPosition position = new HistoryPosition(1_739_201_451_204L, 3, 42);

        assertThat(HistoryPosition.parse(position.text())).contains(position);
        assertThat(HistoryPosition.parse("")).isEmpty();
        assertThat(HistoryPosition.parse("1-2")).isEmpty();
        assertThat(HistoryPosition.parse("99999999999999999999-1-1")).isEmpty();
    }

    @Test
    void aDeliveryHasAllItsAttemptsAndItsState() {
        attempt("sub", "dlv_1", 1, AttemptOutcome.RETRY);
        assertThat(state("dlv_1")).isEqualTo(new DeliveryState.Waiting(HistoryRecords.START.plusSeconds(5)));
        attempt("sub", "dlv_1", 2, AttemptOutcome.DEAD);
        assertThat(state("dlv_1")).isEqualTo(new DeliveryState.Dead(DeadLetterReason.RETRIES_EXHAUSTED));

        // After a redrive, the numbers continue.
        attempt("sub", "dlv_1", 3, AttemptOutcome.RETRY);
        attempt("sub", "dlv_1", 4, AttemptOutcome.DELIVERED);
        assertThat(state("dlv_1")).isEqualTo(new DeliveryState.Delivered());
        assertThat(delivery("dlv_1").orElseThrow().attempts()).extracting(entry -> entry.attempt().attempt())
                .containsExactly(1, 2, 3, 4);

        attempt("sub", "dlv_2", 0, AttemptOutcome.CANCELLED);
        assertThat(state("dlv_2")).isEqualTo(new DeliveryState.Cancelled());
        attempt("sub", "dlv_3", 1, AttemptOutcome.TEST_FAILED, true);
        assertThat(state("dlv_3")).isEqualTo(new DeliveryState.TestFailed());
        assertThat(delivery("dlv_4")).isEmpty();
    }

    @Test
    void aDeliveryWithOnlyADeadLetterIsDead() {
        deadLetter("sub", "dlv_1", DeadLetterReason.GONE);

        assertThat(state("dlv_1")).isEqualTo(new DeliveryState.Dead(DeadLetterReason.GONE));
        assertThat(delivery("dlv_1").orElseThrow().attempts()).isEmpty();
    }

    @Test
    void aBusySubscriptionEvictsOnlyItsOwnAttempts() {
        for (int i = 0; i < 5; i++) {
            attempt("quiet", "dlv_q" + i, 1, AttemptOutcome.DELIVERED);
        }
        for (int i = 0; i < 20_000; i++) {
            attempt("busy", "dlv_b" + i, 1, AttemptOutcome.DELIVERED);
        }

        assertThat(history.bytes()).isBetween(MEBIBYTE / 4 * 3 - 2_000, MEBIBYTE / 4 * 3);
        HistoryPage<AttemptEntry> quiet = history.attempts("quiet", null, null, 100);
        assertThat(quiet.content()).hasSize(5);
        assertThat(quiet.coverage()).isEqualTo(Coverage.COMPLETE);

        HistoryPage<AttemptEntry> busy = history.attempts("busy", null, null, 20_000);
        int shown = busy.content().size();
        while (busy.next() != null) {
            busy = history.attempts("busy", null, busy.next(), 20_000);
            shown += busy.content().size();
        }
        assertThat(shown).isBetween(500, 19_000);
        Instant oldest = busy.content().getLast().attempt().startedAt();
        assertThat(busy.coverage().since()).isEqualTo(oldest.minusSeconds(1).plusMillis(1));

        // An evicted delivery differs from one that never existed.
        assertThat(delivery("dlv_b0")).isEmpty();
        assertThat(history.coverage().since()).isAfter(HistoryRecords.START);
    }

    @Test
    void memoryIsBoundedForAnyNumberOfSubscriptions() {
        for (int i = 0; i < 20_000; i++) {
            attempt("sub" + i, "dlv_" + i, 1, AttemptOutcome.RETRY);
            deadLetter("sub" + i, "dlv_" + i, DeadLetterReason.GONE);
        }

        assertThat(history.bytes()).isLessThanOrEqualTo(MEBIBYTE);
        assertThat(history.attempts("sub19999", null, null, 10).content()).hasSize(1);
        assertThat(history.attempts("sub0", null, null, 10).coverage().isComplete()).as("its log was evicted")
                .isFalse();
        assertThat(history.health("sub0", null).waiting()).isZero();
        assertThat(history.deadLetters(all(), null, 10).content()).hasSize(10);
    }

    @Test
    void aRestartedPartitionIsDroppedAndTheGapIsReported() {
        attempt("sub", "dlv_1", 1, AttemptOutcome.RETRY);
        deadLetter("sub", "dlv_1", DeadLetterReason.GONE);
        Instant restart = records.now();

        history.resetPartition(Topic.ATTEMPTS, 0, restart.toEpochMilli());

        assertThat(history.attempts("sub", null, null, 10))
                .isEqualTo(new HistoryPage<>(List.of(), null, new Coverage(restart)));
        assertThat(history.health("sub", null).waiting()).isZero();
        assertThat(history.deadLetters(all(), null, 10).content()).as("another topic").hasSize(1);
        attempt("sub", "dlv_1", 2, AttemptOutcome.DELIVERED);
        assertThat(delivery("dlv_1").orElseThrow().coverage().since()).isEqualTo(restart);
        assertThat(history.attempts("sub", null, null, 10).content()).hasSize(1);
    }

    @Test
    void countsConsecutiveFailuresAndWaitingDeliveries() {
        attempt("sub", "dlv_1", 1, AttemptOutcome.DELIVERED);
        attempt("sub", "dlv_2", 1, AttemptOutcome.RETRY);
        attempt("sub", "dlv_3", 1, AttemptOutcome.RETRY);
        attempt("sub", "dlv_3", 2, AttemptOutcome.DEAD);
        attempt("sub", "dlv_4", 1, AttemptOutcome.TEST_FAILED, true);
        attempt("sub", "dlv_5", 0, AttemptOutcome.CANCELLED);

        assertThat(history.health("sub", null))
                .isEqualTo(new DeliveryHealth(3, HistoryRecords.START, HistoryRecords.START.plusSeconds(3), 1,
                        Coverage.COMPLETE));
        attempt("sub", "dlv_2", 2, AttemptOutcome.DELIVERED);
        assertThat(history.health("sub", null)).isEqualTo(new DeliveryHealth(0, HistoryRecords.START.plusSeconds(6),
                HistoryRecords.START.plusSeconds(3), 0, Coverage.COMPLETE));
        assertThat(history.health("nobody", null)).isEqualTo(new DeliveryHealth(0, null, null, 0, Coverage.COMPLETE));
    }

    @Test
    void reportsABreakerAsClosedOnlyIfThatIsCertain() {
        assertThat(new DeliveryHealth(9, null, null, 0, Coverage.COMPLETE).breaker())
                .isEqualTo(DeliveryHealth.BreakerState.CLOSED);
        assertThat(new DeliveryHealth(10, null, null, 0, Coverage.COMPLETE).breaker())
                .isEqualTo(DeliveryHealth.BreakerState.UNKNOWN);
        assertThat(new DeliveryHealth(9, null, null, 0, new Coverage(Instant.EPOCH)).breaker())
                .as("there may have been more").isEqualTo(DeliveryHealth.BreakerState.UNKNOWN);
        assertThat(new DeliveryHealth(9, Instant.EPOCH, null, 0, new Coverage(Instant.EPOCH)).breaker())
                .isEqualTo(DeliveryHealth.BreakerState.CLOSED);
    }

    @Test
    void filtersAndPagesDeadLetters() {
        deadLetter("a", "dlv_1", DeadLetterReason.GONE);
        deadLetter("b", "dlv_2", DeadLetterReason.MAX_AGE);
        deadLetter("a", "dlv_3", DeadLetterReason.MAX_AGE);
        apply(Topic.DEAD_LETTERS, records.deadLetter("a", "dlv_4", DeadLetterReason.MAX_AGE, "acme"));

        assertThat(deadLetters(all())).containsExactly("dlv_4", "dlv_3", "dlv_2", "dlv_1");
        assertThat(deadLetters(new DeadLetterQuery(null, "a", null, null, null))).containsExactly("dlv_4", "dlv_3",
                "dlv_1");
        assertThat(deadLetters(new DeadLetterQuery("acme", null, null, null, null))).containsExactly("dlv_4");
        assertThat(deadLetters(
                new DeadLetterQuery(null, null, DeadLetterReason.MAX_AGE, HistoryRecords.START.plusSeconds(1),
                        HistoryRecords.START.plusSeconds(2))))
                .containsExactly("dlv_2");
        HistoryPage<DeadLetterEntry> first = history.deadLetters(all(), null, 3);
        deadLetter("b", "dlv_5", DeadLetterReason.GONE);
        assertThat(history.deadLetters(all(), first.next(), 3).content())
                .extracting(deadLetter -> deadLetter.subject().delivery()).containsExactly("dlv_1");
        assertThat(history.deadLetters(all(), first.next(), 3).next()).isNull();
    }

    @Test
    void aWaitingCallerGetsTheAttemptAtOnce() throws Exception {
        assertThat(history.await("dlv_1", Duration.ZERO)).isEmpty();
        Thread.startVirtualThread(() -> attempt("sub", "dlv_1", 1, AttemptOutcome.TEST_FAILED, true));

        Optional<AttemptEntry> entry = history.await("dlv_1", Duration.ofSeconds(20));

        assertThat(entry.orElseThrow().attempt().outcome()).isEqualTo(AttemptOutcome.TEST_FAILED);
    }

    /** An unreadable or foreign record must not affect others. */
    @Test
    void skipsUnreadableRecords() {
        AttemptRecord foreign = read(records.attempt("other", "dlv_1", 1, AttemptOutcome.DELIVERED));
        ConsumerRecord<byte[], byte[]> garbage = new ConsumerRecord<>("attempts", 0, 1_000, new byte[0], new byte[9]);
        ConsumerRecord<byte[], byte[]> empty = new ConsumerRecord<>("attempts", 0, 1_001, new byte[0], null);

        assertThat(history.apply(Topic.ATTEMPTS, List.of(garbage, empty))).isEqualTo(2);
        assertThat(history.apply(Topic.DEAD_LETTERS, List.of(garbage, empty))).isEqualTo(2);
        attempt("sub", "dlv_1", 1, AttemptOutcome.RETRY);
        apply(Topic.ATTEMPTS, records.attempt(foreign));
        assertThat(delivery("dlv_1").orElseThrow().attempts()).as("the same id under another subscription").hasSize(1);
        for (int i = 0; i < 10_000; i++) {
            attempt("sub", "dlv_n" + i, 1, AttemptOutcome.DELIVERED);
        }
        assertThat(delivery("dlv_1").orElseThrow().subject().subscription()).isEqualTo("other");
    }

    private void attempt(String subscription, String delivery, int number, AttemptOutcome outcome) {
        attempt(subscription, delivery, number, outcome, false);
    }

    private void attempt(String subscription, String delivery, int number, AttemptOutcome outcome, boolean test) {
        apply(Topic.ATTEMPTS, records.attempt(subscription, delivery, number, outcome, test));
    }

    private void deadLetter(String subscription, String delivery, DeadLetterReason reason) {
        apply(Topic.DEAD_LETTERS, records.deadLetter(subscription, delivery, reason, null));
    }

    private void apply(Topic topic, ConsumerRecord<byte[], byte[]> record) {
        assertThat(history.apply(topic, List.of(record))).isZero();
    }

    private Optional<DeliveryHistory> delivery(String delivery) {
        return history.delivery(delivery);
    }

    private DeliveryState state(String delivery) {
        return delivery(delivery).orElseThrow().state();
    }

    private List<String> deadLetters(DeadLetterQuery query) {
        return history.deadLetters(query, null, 10).content().stream()
                .map(deadLetter -> deadLetter.subject().delivery())
                .toList();
    }

    private static DeadLetterQuery all() {
        return new DeadLetterQuery(null, null, null, null, null);
    }

    private static List<String> deliveries(HistoryPage<AttemptEntry> page) {
        return page.content().stream().map(entry -> entry.attempt().subject().delivery()).toList();
    }

    private static AttemptRecord read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return AttemptRecord.read(record.value());
        } catch (dev.carteiro.schemas.json.InvalidJsonException e) {
            throw new AssertionError(e);
        }
    }
}
