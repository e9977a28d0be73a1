package dev.carteiro.dispatcher.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.job.JobKey;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.Redrive.Share;
import dev.carteiro.schemas.job.RedriveProgress;
import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.schemas.topic.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedriveScanTest {
    private static final Instant NOW = Instant.parse("2025-02-10T15:30:50Z");
    private static final DeadLetterFilter CRM = new DeadLetterFilter(Set.of(), "crm", null, null, null);

    @Test
    void sendsEachLetterOfItsRangeAgainAndIsDone() throws Exception {
        RedriveScan scan = scan(job("1", CRM, false, null, 10, 14), List.of(), null);
        assertThat(scan.next(0)).hasValue(10);

        ScanChunk chunk = take(scan, 10, 15, 0, letter("crm", 9), letter("crm", 10), letter("other", 11),
                letter("crm", 13), letter("crm", 14));

        assertThat(ids(chunk)).containsExactly("dlv_10", "dlv_13");
        assertThat(progress(chunk)).isEqualTo(new RedriveProgress(14, 2, 0, true));
        assertThat(scan.isDone()).isFalse();
        Objects.requireNonNull(chunk).written(new WrittenOffsets(Set.of()));
        assertThat(scan.isDone()).isTrue();
        assertThat(scan.next(0)).isEmpty();
    }

    @Test
    void aLetterStartsANewRoundWithoutItsReason() {
        ScanChunk chunk = Objects.requireNonNull(
                take(scan(job("1", CRM, false, null, 10, 11), List.of(), null), 10, 11, 0, letter("crm", 10)));

        assertThat(chunk.deliveries().getFirst().headers().lastHeader("dead-reason")).isNull();
        Delivery again = delivery(chunk);
        assertThat(again.progress().attempts()).isEqualTo(3);
        assertThat(again.progress().attemptsInRound()).isZero();
        assertThat(again.progress().round()).isEqualTo(new DeliveryProgress.Round(3, NOW));
        assertThat(again.progress().due()).isNull();
    }

    @Test
    void aLetterIsLeftToAnEarlierJobThatCoversItAndToNoOther() throws Exception {
        DeadLetterFilter gone = new DeadLetterFilter(Set.of(), null, DeadLetterReason.GONE, null, null);
        DeadLetterFilter others = new DeadLetterFilter(Set.of(), null, DeadLetterReason.MAX_AGE, null, null);
        List<Redrive> earlier = List.of(job("0", gone, false, null, 10, 12), job("9", others, false, null, 0, 99));
        RedriveScan scan = scan(job("1", CRM, false, null, 10, 14), earlier, null);

        ScanChunk chunk = take(scan, 10, 14, 0, letter("crm", 10), letter("crm", 11), letter("crm", 12),
                letter("crm", 13));

        assertThat(ids(chunk)).containsExactly("dlv_12", "dlv_13");
        assertThat(progress(chunk)).isEqualTo(new RedriveProgress(14, 2, 2, true));
        RedriveScan again = scan(job("1", CRM, true, null, 10, 14), earlier, null);
        take(again, 10, 14, 0, letter("crm", 10), letter("crm", 13));
        assertThat(ids(take(again, 10, 14, 0, letter("crm", 10), letter("crm", 13)))).containsExactly("dlv_10",
                "dlv_13");
    }

    @Test
    void againSendsOnlyTheLastLetterOfEachDelivery() throws Exception {
        RedriveScan scan = scan(job("1", CRM, true, new RateLimit(1, Duration.ofSeconds(1)), 10, 16), List.of(), null);
        List<ConsumerRecord<byte[], byte[]>> letters = List.of(letterOf("a", 10, 3), letterOf("b", 11, 3),
                letterOf("a", 12, 6), letterOf("c", 13, 3), letterOf("a", 14, 9), letterOf("b", 15, 6),
                letterOf("c", 16, 6));

        assertThat(scan.take(new ScanBatch(10, letters.subList(0, 3), 13), NOW, 0)).isNull();
        assertThat(scan.next(0)).hasValue(13);
        assertThat(scan.take(new ScanBatch(13, letters.subList(3, 7), 17), NOW, 0)).isNull();

        assertThat(scan.next(0)).hasValue(10);
        ScanChunk first = scan.take(new ScanBatch(10, letters, 17), NOW, 0);
        assertThat(ids(first)).containsExactly("c");
        assertThat(progress(first)).isEqualTo(new RedriveProgress(14, 1, 0, false));
        Objects.requireNonNull(first).written(new WrittenOffsets(Set.of()));
        ScanChunk rest = scan.take(new ScanBatch(14, letters.subList(4, 7), 17), NOW, 2_000_000_000L);
        assertThat(ids(rest)).containsExactly("a", "b");
        assertThat(delivery(Objects.requireNonNull(rest)).progress().attempts()).isEqualTo(9);
        assertThat(progress(rest)).isEqualTo(new RedriveProgress(16, 3, 0, true));
    }

    /** Letters beyond the job's end, or that do not pass its filter, belong to other jobs. */
    @Test
    void againLooksOnlyAtTheJobsOwnLetters() {
        DeadLetterFilter reason = new DeadLetterFilter(Set.of(), null, DeadLetterReason.MAX_AGE, null, null);
        RedriveScan scan = scan(job("1", reason, true, null, 10, 12), List.of(), null);
        take(scan, 10, 12, 0, letterOf("a", 10, 3), letterOf("a", 11, 3), letterOf("a", 12, 3));

        assertThat(ids(take(scan, 10, 12, 0, letterOf("a", 10, 3), letterOf("a", 11, 3)))).isEmpty();
        RedriveScan own = scan(job("1", CRM, true, null, 10, 12), List.of(), null);
        take(own, 10, 13, 0, letterOf("a", 10, 3), letter("other", 11), letterOf("a", 12, 6));
        assertThat(ids(take(own, 10, 13, 0, letterOf("a", 10, 3), letter("other", 11)))).containsExactly("a");
    }

    @Test
    void againSendsNoDeliveryTwiceWhenASuccessorContinues() throws Exception {
        Redrive job = job("1", CRM, true, null, 10, 14);
        List<ConsumerRecord<byte[], byte[]>> letters = List.of(letterOf("a", 10, 3), letterOf("b", 11, 3),
                letterOf("a", 12, 6), letterOf("c", 13, 3));
        for (int reached = 10; reached < 14; reached++) {
            List<String> sent = new ArrayList<>();
            RedriveScan before = scan(job, List.of(), null);
            before.take(new ScanBatch(10, letters, 14), NOW, 0);
            sent.addAll(ids(before.take(new ScanBatch(10, letters.subList(0, reached - 10), reached), NOW, 0)));
            RedriveScan after = scan(job, List.of(), new RedriveProgress(reached, sent.size(), 0, false));
            List<ConsumerRecord<byte[], byte[]>> rest = letters.subList(reached - 10, 4);
            assertThat(after.take(new ScanBatch(reached, rest, 14), NOW, 0)).isNull();
            sent.addAll(ids(after.take(new ScanBatch(reached, rest, 14), NOW, 0)));

            assertThat(sent).as("stopped at %d", reached).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    /** More deliveries than are recorded at a time, each with two letters. */
    @Test
    void againReadsLargeJobsInParts() {
        int deliveries = LastDeadLetters.MAX_DELIVERIES * 2 + 5;
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < deliveries; i++) {
                letters.add(letterOf("dlv_" + i, letters.size(), 3 + 3 * round));
            }
        }
        RedriveScan scan = scan(job("1", CRM, true, null, 0, letters.size()), List.of(), null);
        List<Long> sent = new ArrayList<>();
        int reads = 0;
        while (!scan.isDone()) {
            int from = (int) scan.next(0).orElseThrow();
            int to = Math.min(letters.size(), from + 7_000);
            ScanChunk chunk = scan.take(new ScanBatch(from, letters.subList(from, to), to), NOW, 0);
            reads++;
            if (chunk != null) {
                chunk.deliveries().forEach(record -> sent.add(attempts(record)));
                chunk.written(new WrittenOffsets(Set.of()));
            }
        }

        assertThat(sent).hasSize(deliveries).containsOnly(6L);
        assertThat(reads).isLessThan(60);
    }

    /** The id belonged to umbrella before and does again: an earlier job of umbrella covers none of acme's letters. */
    @Test
    void aJobOfATenantSendsThatTenantsLettersOnly() throws Exception {
        RedriveScan scan = scan(job("1", CRM.ofTenant("acme"), false, null, 10, 14),
                List.of(job("0", CRM.ofTenant("umbrella"), false, null, 10, 14)), null);

        ScanChunk chunk = take(scan, 10, 14, 0, letter("crm", 10, "umbrella"), letter("crm", 11, "acme"),
                letter("crm", 12, null), letter("crm", 13, "null"));

        assertThat(ids(chunk)).containsExactly("dlv_11");
        assertThat(progress(chunk)).isEqualTo(new RedriveProgress(14, 1, 0, true));
        assertThat(delivery(Objects.requireNonNull(chunk)).tenant()).isEqualTo("acme");
    }

    @Test
    void keepsToItsRateByTheMonotonicClock() {
        RedriveScan scan = scan(job("1", CRM, false, new RateLimit(10, Duration.ofSeconds(1)), 10, 20), List.of(),
                null);

        assertThat(ids(redrive(scan, 0))).containsExactly("dlv_10");
        assertThat(scan.next(99_999_999)).isEmpty();
        assertThat(scan.next(100_000_000)).hasValue(11);
        assertThat(ids(redrive(scan, 350_000_000))).containsExactly("dlv_11", "dlv_12", "dlv_13");
        assertThat(scan.next(399_999_999)).isEmpty();
        assertThat(ids(redrive(scan, 900_000_000))).containsExactly("dlv_14", "dlv_15", "dlv_16", "dlv_17", "dlv_18",
                "dlv_19");
        assertThat(scan.isDone()).isTrue();
    }

    @Test
    void aSuccessorContinuesWhereItStopped() throws Exception {
        RedriveScan scan = scan(job("1", CRM, false, null, 10, 14), List.of(), new RedriveProgress(12, 2, 1, false));

        assertThat(scan.next(0)).hasValue(12);
        assertThat(progress(take(scan, 12, 14, 0, letter("crm", 12), letter("crm", 13))))
                .isEqualTo(new RedriveProgress(14, 4, 1, true));
    }

    @Test
    void writesNothingBeforeTheEndIfNoLetterMatches() throws Exception {
        RedriveScan scan = scan(job("1", CRM, false, null, 10, 14), List.of(), null);

        assertThat(take(scan, 10, 12, 0, letter("other", 10), letter("other", 11))).isNull();
        assertThat(scan.next(0)).hasValue(12);
        // Records that retention has deleted are not waited for.
        assertThat(progress(take(scan, 12, 40, 0))).isEqualTo(new RedriveProgress(14, 0, 0, true));
    }

    private static @Nullable ScanChunk redrive(RedriveScan scan, long nanos) {
        long from = scan.next(nanos).orElseThrow();
        List<ConsumerRecord<byte[], byte[]>> rest = java.util.stream.LongStream.range(from, 20)
                .mapToObj(offset -> letter("crm", offset)).toList();
        ScanChunk chunk = scan.take(new ScanBatch(from, rest, 20), NOW, nanos);
        Objects.requireNonNull(chunk).written(new WrittenOffsets(Set.of()));
        return chunk;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static @Nullable ScanChunk take(RedriveScan scan, long from, long cursor, long nanos,
            ConsumerRecord<byte[], byte[]>... records) {
        return scan.take(new ScanBatch(from, List.of(records), cursor), NOW, nanos);
    }

    private static RedriveScan scan(Redrive job, List<Redrive> earlier, @Nullable RedriveProgress progress) {
        return new RedriveScan(TopicNames.DEFAULT, 0, job, Objects.requireNonNull(job.shares().get(0)), earlier,
                progress, 0, new DispatcherMetrics(new SimpleMeterRegistry()));
    }

    private static Redrive job(String id, DeadLetterFilter filter, boolean again, @Nullable RateLimit rate, long from,
            long end) {
        return new Redrive("redrive-" + id, filter, again, rate, NOW, new TreeMap<>(Map.of(0, new Share(from, end,
                end - from))));
    }

    private static List<String> ids(@Nullable ScanChunk chunk) {
        return chunk == null
                ? List.of()
                : chunk.deliveries().stream()
                        .map(record -> new String(record.headers().lastHeader("delivery").value(),
                                StandardCharsets.UTF_8))
                        .toList();
    }

    private static RedriveProgress progress(@Nullable ScanChunk chunk) throws Exception {
        return RedriveProgress.read(
                Objects.requireNonNull(
                        Objects.requireNonNull(chunk).notes().get(new JobKey.ProgressKey("redrive-1", 0))));
    }

    private static Delivery delivery(ScanChunk chunk) {
        var record = chunk.deliveries().getFirst();
        return ((DeliveryCodec.ReadResult.Valid) DeliveryCodec.read(record.key(), record.value(), record.headers()))
                .delivery();
    }

    private static ConsumerRecord<byte[], byte[]> letter(String subscription, long offset) {
        return letter(subscription, offset, null);
    }

    private static ConsumerRecord<byte[], byte[]> letter(String subscription, long offset, @Nullable String tenant) {
        return letter("dlv_" + offset, subscription, offset, tenant, 3);
    }

    private static ConsumerRecord<byte[], byte[]> letterOf(String delivery, long offset, int attempts) {
        return letter(delivery, "crm", offset, null, attempts);
    }

    private static long attempts(ProducerRecord<byte[], byte[]> record) {
        return ((DeliveryCodec.ReadResult.Valid) DeliveryCodec.read(record.key(), record.value(), record.headers()))
                .delivery().progress().attempts();
    }

    private static ConsumerRecord<byte[], byte[]> letter(String id, String subscription, long offset,
            @Nullable String tenant, int attempts) {
        Delivery delivery = new Delivery(id, subscription, 0, "evt", "a", "src", tenant,
                "2026-01-01T00:00:00Z", EventFormat.JSON, Map.of(), null, Map.of(), NOW,
                new DeliveryProgress(attempts, NOW, NOW, null, null, Duration.ofDays(1)), new byte[2]);
        byte[] key = subscription.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>("dead", 0, offset, 0, TimestampType.LOG_APPEND_TIME, key.length, 2, key,
                new byte[2], new DeadLetter(delivery, DeadLetterReason.GONE, "x", 410, null, NOW).headers(),
                Optional.empty());
    }
}
