package dev.carteiro.dispatcher.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.job.HeldMarker;
import dev.carteiro.schemas.job.JobKey;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.RedriveProgress;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.testkit.time.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The conditions for using a partition's markers, and the records that are committed with held deliveries. */
class LaneScansTest {
    private static final Instant NOW = Instant.parse("2025-02-10T15:30:50Z");
    private static final TopicNames NAMES = TopicNames.DEFAULT;

    private final ManualTime time = ManualTime.startingAt(NOW);
    private final FakeJobs jobs = new FakeJobs();
    private final LaneClock clock = new LaneClock(time, time.nanoClock());
    private final LaneScans scans = new LaneScans(KafkaAccess.to("localhost:1"), NAMES, "lane", jobs,
            (id, version) -> new SubscriptionLookup.ViewBehind(), clock,
            new DispatcherMetrics(new SimpleMeterRegistry()));

    @Test
    void holdsNothingBeforeAllRecordsOfAFormerOwnerAreRead() {
        jobs.end = 7;
        jobs.position = 6;
        scans.addPartition(3);
        scans.step();
        assertThat(scans.mayHold(3)).isFalse();
        assertThat(scans.isBusy()).isTrue();

        jobs.position = 7;
        scans.step();

        assertThat(scans.mayHold(3)).isTrue();
        assertThat(scans.mayHold(2)).isFalse();
        scans.removePartition(3);
        assertThat(scans.mayHold(3)).isFalse();
    }

    @Test
    void repeatsARequestWithoutAResponse() {
        jobs.answers = false;
        scans.addPartition(0);
        jobs.asked.getFirst().completeExceptionally(new IllegalStateException("away"));
        jobs.answers = true;
        scans.step();
        scans.step();

        assertThat(scans.mayHold(0)).isTrue();
    }

    @Test
    void aMarkedSubscriptionWaitsUntilItsMarkerIsConfirmed() {
        jobs.end = 1;
        jobs.markers.put(0, Map.of("marked", new HeldMarker(0, NOW)));
        scans.addPartition(0);
        scans.step();
        assertThat(scans.line(0, "marked")).isEqualTo(LaneScans.HoldStatus.UNKNOWN);
        assertThat(scans.line(0, "other")).isEqualTo(LaneScans.HoldStatus.FREE);

        jobs.position = 1;
        jobs.end = 1;
        jobs.markers.put(0, Map.of("other", new HeldMarker(0, NOW)));
        scans.step();

        assertThat(scans.line(0, "marked")).isEqualTo(LaneScans.HoldStatus.FREE);
        assertThat(scans.line(0, "other")).isEqualTo(LaneScans.HoldStatus.BEHIND);
    }

    @Test
    void theFirstHeldRecordIsCommittedWithItsMarkerAndTheOffsetOfItsPartition() {
        scans.addPartition(4);
        scans.step();
        scans.holdPending(4, "a");
        assertThat(scans.line(4, "a")).isEqualTo(LaneScans.HoldStatus.BEHIND);

        ScanCommit entry = scans.entry(Map.of(4, Map.of("a", NOW)), Map.of());

        assertThat(entry.partitions()).containsExactly(4);
        assertThat(entry.records()).hasSize(1);
        ProducerRecord<byte[], byte[]> marker = entry.records().getFirst();
        assertThat(marker.topic()).isEqualTo("carteiro.jobs");
        assertThat(marker.key()).isEqualTo(new JobKey.HeldKey(4, "a").bytes());
        assertThat(marker.value()).isEqualTo(new HeldMarker(0, NOW).toJson());
        // An abort changes nothing: the next transaction contains the same.
        assertThat(scans.entry(Map.of(4, Map.of("a", NOW)), Map.of()).records()).hasSize(1);
        scans.written(entry, receipts(4, 12));
        assertThat(scans.entry(Map.of(4, Map.of("a", NOW)), Map.of()).records()).isEmpty();
        assertThat(scans.entry(Map.of(4, Map.of("b", NOW)), Map.of()).records())
                .extracting(ProducerRecord::value).containsExactly(new HeldMarker(13, NOW).toJson());
    }

    @Test
    void aMarkerWithNothingBehindItIsRemoved() {
        jobs.end = 5;
        jobs.position = 5;
        jobs.markers.put(0, Map.of("a", new HeldMarker(5, NOW)));
        scans.addPartition(0);
        scans.step();

        ScanCommit entry = scans.entry(Map.of(), Map.of());

        assertThat(entry.records()).extracting(ProducerRecord::value).containsOnlyNulls().hasSize(1);
        assertThat(entry.partitions()).isEqualTo(Set.of(0));
        scans.written(entry, scans.receipts());
        assertThat(scans.line(0, "a")).isEqualTo(LaneScans.HoldStatus.FREE);
        assertThat(scans.entry(Map.of(), Map.of()).isEmpty()).isTrue();
    }

    /** Then the end of a release is unknown. */
    @Test
    void startsOverIfTheBrokerReturnsNoOffsetOfAHeldRecord() {
        scans.addPartition(0);
        scans.step();
        ScanCommit entry = scans.entry(Map.of(0, Map.of("a", NOW)), Map.of());
        jobs.end = 9;

        scans.written(entry, receipts(0, -1));

        assertThat(scans.mayHold(0)).isFalse();
        assertThat(jobs.asked).hasSize(2);
    }

    /** A redrive protects its letters from a second redrive, so it stays while one of them may exist. */
    @Test
    void aFinishedRedriveIsRemovedWhenItsLettersAreGone() {
        Redrive job = new Redrive(Redrive.newId(), DeadLetterFilter.ALL, false, null, NOW.minus(Duration.ofDays(100)),
                new TreeMap<>(Map.of(2, new Redrive.Share(5, 9, 3), 3, new Redrive.Share(0, 7, 3))));
        jobs.finished.add(job);
        jobs.start = 8;
        clock.broker().appended(NOW, 0);
        scans.addPartition(2);
        nextHour();
        assertThat(scans.entry(Map.of(), Map.of()).isEmpty()).as("a dead letter still exists").isTrue();

        jobs.start = 9;
        nextHour();
        ScanCommit entry = scans.entry(Map.of(), Map.of());
        assertThat(entry.records()).extracting(ProducerRecord::value).containsOnlyNulls();
        assertThat(entry.records()).extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly(job.id(), job.id() + "/2", job.id() + "/3");
        assertThat(entry.partitions()).containsExactly(2);

        scans.written(entry, scans.receipts());
        assertThat(scans.entry(Map.of(), Map.of()).isEmpty()).isTrue();
    }

    @Test
    void aRedriveIsShownForAWeekAndRemovedByTheOwnerOfItsFirstPartition() {
        Redrive young = new Redrive(Redrive.newId(), DeadLetterFilter.ALL, false, null, NOW.minus(Duration.ofDays(6)),
                new TreeMap<>(Map.of(2, new Redrive.Share(5, 9, 3))));
        Redrive others = new Redrive(Redrive.newId(), DeadLetterFilter.ALL, false, null, NOW.minus(Duration.ofDays(60)),
                new TreeMap<>(Map.of(1, new Redrive.Share(5, 9, 3), 2, new Redrive.Share(5, 9, 3))));
        jobs.finished.addAll(List.of(young, others));
        jobs.start = 9;
        clock.broker().appended(NOW, 0);
        scans.addPartition(2);

        nextHour();

        assertThat(scans.entry(Map.of(), Map.of()).isEmpty()).isTrue();
    }

    /** Otherwise it would be read for ever and delay the turns of the others. */
    @Test
    void aRedriveThatEndsBeyondTheLettersIsCutOff() {
        jobs.end = 7;
        PartitionScans partition = new PartitionScans(NAMES, 2, jobs, subscription -> false,
                new DispatcherMetrics(new SimpleMeterRegistry()));
        jobs.position = 7;
        partition.tryReady(NOW, 0);
        jobs.redrives.add(job(Long.MAX_VALUE));

        partition.review(NOW, 0);
        assertThat(partition.sources()).as("the end of the dead letters is requested first").hasSize(1);
        jobs.redrives.add(job(9));
        jobs.end = 9;
        partition.review(NOW, 0);
        assertThat(partition.sources()).as("the second did not exist at the request").hasSize(2);
        partition.review(NOW, 0);

        assertThat(partition.sources()).hasSize(3);
        assertThat(cut(partition.sources().get(1))).isEqualTo(7);
        assertThat(cut(partition.sources().get(2))).isEqualTo(9);
    }

    private static Redrive job(long end) {
        return new Redrive(Redrive.newId(), DeadLetterFilter.ALL, false, null, NOW,
                new TreeMap<>(Map.of(2, new Redrive.Share(0, end, 3))));
    }

    /** The offset up to which it reads. */
    private static long cut(ScanSource source) {
        ScanChunk chunk = Objects.requireNonNull(source.take(new ScanBatch(0, List.of(), 1_000), NOW, 0));
        byte[] progress = chunk.notes().values().iterator().next();
        try {
            return RedriveProgress.read(progress).next();
        } catch (InvalidJsonException e) {
            throw new AssertionError(e);
        }
    }

    private void nextHour() {
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMinutes(31));
            scans.step();
        }
    }

    private WrittenOffsets receipts(int partition, long offset) {
        WrittenOffsets receipts = scans.receipts();
        Future<RecordMetadata> future = CompletableFuture.completedFuture(
                new RecordMetadata(new TopicPartition(NAMES.held(), partition), offset, 0, 0, 1, 2));
        receipts.sent(new ProducerRecord<>(NAMES.held(), partition, new byte[1], new byte[2]),
                Objects.requireNonNull(future));
        return receipts;
    }
}
