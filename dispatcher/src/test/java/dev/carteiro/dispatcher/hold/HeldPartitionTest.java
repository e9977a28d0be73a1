package dev.carteiro.dispatcher.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.hold.HeldPartition.MarkerChange;
import dev.carteiro.dispatcher.hold.HeldPartition.ReleaseBatch;
import dev.carteiro.dispatcher.hold.HeldPartition.ReleaseRecord;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.job.HeldMarker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class HeldPartitionTest {
    private static final Instant NOW = Instant.parse("2025-02-10T15:30:50Z");

    private final Set<String> paused = new HashSet<>(Set.of("a", "b"));
    private HeldPartition holds = new HeldPartition(10, Map.of());

    @Test
    void onlyTheFirstHeldRecordWritesAMarker() {
        assertThat(holds.holds("a")).isFalse();
        holds.add("a");
        assertThat(holds.holds("a")).isTrue();

        MarkerChange first = hold("a", 12);

        assertThat(first.set()).containsExactly(Map.entry("a", new HeldMarker(10, NOW)));
        assertThat(hold("a", 13)).isEqualTo(new MarkerChange(Map.of(), Set.of()));
        // Its offset is not below that of this owner's own records.
        assertThat(hold("b", 15).set()).containsExactly(Map.entry("b", new HeldMarker(13, NOW)));
    }

    @Test
    void nothingIsReleasedDuringThePause() {
        hold("a", 12);
        review();

        assertThat(holds.next()).isEmpty();
    }

    @Test
    void afterAResumeAllRecordsAreReleasedInOrderAndThenTheMarkerIsRemoved() {
        hold("a", 13);
        resume("a");

        assertThat(holds.next()).hasValue(10);
        ReleaseBatch all = depart(13, record("a", 10), record("b", 11), record("a", 12));
        assertThat(offsets(all)).containsExactly(10L, 12L);
        assertThat(all.markers()).containsExactly(Map.entry("a", new HeldMarker(13, NOW)));
        assertThat(nothingHeld(true).removed()).isEmpty();
        holds.releaseCommitted(all);
        assertThat(holds.next()).isEmpty();

        MarkerChange gone = nothingHeld(false);
        assertThat(gone.removed()).containsExactly("a");
        holds.markersCommitted(gone, Set.of(), 0);
        assertThat(holds.holds("a")).isFalse();
    }

    /** Deliveries that arrive during a release are held behind it, and the release continues until it has them too. */
    @Test
    void theMarkerStaysWhileARecordWaitsToBeHeld() {
        hold("a", 11);
        resume("a");
        holds.releaseCommitted(depart(11, record("a", 10)));
        holds.add("a");

        MarkerChange change = holds.markerChange(Map.of(), Set.of("a"), true);
        assertThat(change.removed()).isEmpty();
        holds.markersCommitted(change, Set.of(), 0);
        MarkerChange held = holds.markerChange(Map.of("a", NOW), Set.of(), true);
        assertThat(held).isEqualTo(new MarkerChange(Map.of(), Set.of()));
        holds.markersCommitted(held, Set.of("a"), 15);

        assertThat(holds.next()).hasValue(11);
        assertThat(nothingHeld(false).removed()).isEmpty();
    }

    @Test
    void afterAnotherPauseTheMarkerPointsToTheFirstRecordThatStays() {
        hold("a", 13);
        resume("a");
        holds.releaseCommitted(depart(11, record("a", 10)));
        paused.add("a");

        ReleaseBatch none = depart(13, record("a", 11), record("a", 12));

        assertThat(none.records()).isEmpty();
        assertThat(none.markers()).containsExactly(Map.entry("a", new HeldMarker(11, NOW)));
        holds.releaseCommitted(none);
        assertThat(holds.next()).isEmpty();
        assertThat(nothingHeld(false).removed()).isEmpty();
    }

    @Test
    void aSuccessorContinuesFromTheMarker() {
        holds = new HeldPartition(20, Map.of("a", new HeldMarker(12, NOW)));
        assertThat(holds.holds("a")).isTrue();
        resume("a");

        assertThat(holds.next()).hasValue(12);
        assertThat(offsets(depart(20, record("a", 11), record("a", 12), record("a", 19)))).containsExactly(12L, 19L);
    }

    @Test
    void severalResumedSubscriptionsShareOnePassAndALateOneCatchesUp() {
        hold("a", 11);
        hold("b", 15);
        resume("a");
        holds.releaseCommitted(depart(12, record("a", 10), record("b", 11)));
        resume("b");

        assertThat(holds.next()).hasValue(11);
        assertThat(offsets(depart(15, record("b", 11), record("a", 13), record("b", 14)))).containsExactly(11L, 13L,
                14L);
    }

    /** A subscription that gets room while others are read further on must not count as read. */
    @Test
    void aSubscriptionBeforeTheReadPositionWaitsForTheNextPass() {
        holds = new HeldPartition(200, Map.of("a", new HeldMarker(10, NOW), "b", new HeldMarker(100, NOW)));
        resume("a");
        resume("b");
        ReleaseBatch late = holds.chooseReleases(100, List.of(record("a", 150), record("b", 160)), 200,
                paused::contains,
                NOW);

        assertThat(offsets(late)).containsExactly(160L);
        holds.releaseCommitted(late);
        assertThat(holds.next()).hasValue(10);
    }

    @Test
    void releasesAsManyAsTheWindowAllowsAndMoreWhenTheseAreDone() {
        int count = ReleaseWindow.INITIAL_WIDTH + 8;
        hold("a", 10 + count);
        resume("a");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record("a", 10 + i));
        }
        ReleaseBatch first = holds.chooseReleases(10, records, 10 + count, paused::contains, NOW);
        assertThat(first.records()).hasSize(ReleaseWindow.INITIAL_WIDTH);
        assertThat(first.markers())
                .containsExactly(Map.entry("a", new HeldMarker(10 + ReleaseWindow.INITIAL_WIDTH, NOW)));
        holds.releaseCommitted(first);
        for (int i = 0; i < ReleaseWindow.INITIAL_WIDTH; i++) {
            holds.released("a", 1_000 + i);
        }
        assertThat(holds.next()).isEmpty();

        for (int i = 0; i < ReleaseWindow.INITIAL_WIDTH; i++) {
            holds.completed(1_000 + i, false);
        }

        assertThat(holds.next()).hasValue(10 + ReleaseWindow.INITIAL_WIDTH);
    }

    @Test
    void recordsHeldForTooLongAreReleasedEvenDuringThePause() {
        Instant later = NOW.plus(HeldPartition.MAX_HOLD).plusSeconds(10);
        holds = new HeldPartition(13, Map.of("a", new HeldMarker(10, NOW)));
        holds.review(paused::contains, NOW.plus(HeldPartition.MAX_HOLD));
        assertThat(holds.next()).isEmpty();
        holds.review(paused::contains, later);

        assertThat(holds.next()).hasValue(10);
        ReleaseBatch overdue = holds.chooseReleases(10,
                List.of(record("a", 10, NOW), record("a", 11, NOW.plusSeconds(9)),
                        record("a", 12, NOW.plusSeconds(11))),
                13, paused::contains, later);

        assertThat(offsets(overdue)).containsExactly(10L, 11L);
        assertThat(overdue.markers())
                .containsExactly(Map.entry("a", new HeldMarker(12, NOW.plusSeconds(11))));
        holds.releaseCommitted(overdue);
        holds.review(paused::contains, later);
        assertThat(holds.next()).isEmpty();
        assertThat(nothingHeld(false).removed()).isEmpty();
    }

    private MarkerChange hold(String subscription, long end) {
        MarkerChange change = holds.markerChange(Map.of(subscription, NOW), Set.of(), true);
        holds.markersCommitted(change, Set.of(subscription), end);
        return change;
    }

    private MarkerChange nothingHeld(boolean departing) {
        return holds.markerChange(Map.of(), Set.of(), !departing);
    }

    private void resume(String subscription) {
        paused.remove(subscription);
        review();
    }

    private void review() {
        holds.review(paused::contains, NOW.plus(Duration.ofHours(1)));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private ReleaseBatch depart(long cursor, ConsumerRecord<byte[], byte[]>... records) {
        OptionalLong from = holds.next();
        return holds.chooseReleases(from.orElse(0), List.of(records), cursor, paused::contains, NOW);
    }

    private static List<Long> offsets(ReleaseBatch departure) {
        return departure.records().stream().map(ReleaseRecord::record).map(ConsumerRecord::offset).toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(String subscription, long offset) {
        return record(subscription, offset, NOW);
    }

    private static ConsumerRecord<byte[], byte[]> record(String subscription, long offset, Instant since) {
        byte[] key = subscription.getBytes(StandardCharsets.UTF_8);
        Delivery delivery = new Delivery("dlv_" + offset, subscription, 0, "evt", "a", "src", null,
                "2026-01-01T00:00:00Z", EventFormat.JSON, Map.of(), null, Map.of(), NOW,
                DeliveryProgress.NONE.held(since),
                new byte[2]);
        return new ConsumerRecord<>("held", 0, offset, since.toEpochMilli(), TimestampType.LOG_APPEND_TIME, key.length,
                2, key,
                new byte[2], DeliveryCodec.headers(delivery), Optional.empty());
    }
}
