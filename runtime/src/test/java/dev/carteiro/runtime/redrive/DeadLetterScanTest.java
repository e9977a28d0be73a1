package dev.carteiro.runtime.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests which dead letters a plan reads: the limits on reading are low, so a plan finds its dead letters only if it skips others. */
@ExtendWith(SharedBroker.class)
@Timeout(60)
class DeadLetterScanTest {
    private static final Duration LONG_TIMEOUT = Duration.ofMinutes(1);
    private static final ScanLimits TEN = new ScanLimits(10, Long.MAX_VALUE, LONG_TIMEOUT);

    private final Instant now = Instant.now();
    private final Instant twoDaysAgo = now.minus(Duration.ofDays(2));
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Broker broker;
    @SuppressWarnings("NullAway.Init") // set before each test
    private TopicNames names;

    @BeforeEach
    void createTopics(Broker injected) {
        broker = injected;
        names = new TopicNames(broker.prefix());
        broker.createTopic(names.deadLetters(), 3);
        broker.createTopic(names.jobs(), 1);
    }

    private void died(String subscription, int count, Instant at) {
        for (int i = 0; i < count; i++) {
            byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
            Delivery dead = new Delivery("dlv_" + records.size(), subscription, 0, "evt", "a", "src", null,
                    "2026-01-01T00:00:00Z", EventFormat.JSON, Map.of(), null, Map.of(), at,
                    DeliveryProgress.NONE.attempted(at),
                    payload);
            records.add(new ProducerRecord<>(names.deadLetters(), null, at.toEpochMilli(),
                    subscription.getBytes(StandardCharsets.UTF_8), payload,
                    new DeadLetter(dead, DeadLetterReason.GONE, "gone", 410, null, at).headers()));
        }
    }

    private RedrivePlan plan(DeadLetterFilter filter, ScanCursor after, ScanLimits limits) {
        broker.produceAll(records);
        records.clear();
        return new RedriveJobs(KafkaAccess.to(broker.bootstrapServers()), names).plan(filter, false, after, limits);
    }

    private static DeadLetterFilter of(@Nullable String subscription, @Nullable Instant from, @Nullable Instant to) {
        return new DeadLetterFilter(Set.of(), subscription, null, from, to);
    }

    @Test
    void readsASubscriptionsDeadLettersInItsPartitionOnly() {
        // Murmur2 maps these to three partitions.
        died("f", 100, now);
        died("b", 100, now);
        died("crm", 5, now);

        RedrivePlan plan = plan(of("crm", null, null), ScanCursor.START, TEN);

        assertThat(plan.next()).isNull();
        assertThat(plan.count()).isEqualTo(5);
    }

    @Test
    void skipsDeadLettersLongBeforeTheFiltersTime() {
        died("crm", 100, twoDaysAgo);
        died("crm", 5, now);

        RedrivePlan plan = plan(of("crm", now.minusSeconds(60), null), ScanCursor.START, TEN);

        assertThat(plan.next()).isNull();
        assertThat(plan.count()).isEqualTo(5);
    }

    @Test
    void skipsDeadLettersLongAfterTheFiltersTime() {
        died("crm", 5, twoDaysAgo);
        died("crm", 100, now);

        RedrivePlan plan = plan(of("crm", null, twoDaysAgo.plusSeconds(60)), ScanCursor.START, TEN);

        assertThat(plan.next()).isNull();
        assertThat(plan.count()).isEqualTo(5);
    }

    @Test
    void aTimeWithoutDeadLettersGivesAnEmptyPlan() {
        died("crm", 5, twoDaysAgo);

        RedrivePlan plan = plan(of(null, now.minusSeconds(60), null), ScanCursor.START, TEN);

        assertThat(plan.next()).isNull();
        assertThat(plan.count()).isZero();
    }

    @Test
    void aPlanStopsAtItsLimitAndTheNextOneContinuesThere() {
        died("f", 12, now);
        died("b", 12, now);
        died("crm", 12, now);

        List<Long> counts = new ArrayList<>();
        ScanCursor after = ScanCursor.START;
        while (after != null && counts.size() < 10) {
            RedrivePlan plan = plan(DeadLetterFilter.ALL, after, TEN);
            counts.add(plan.count());
            after = plan.next() == null ? null : ScanCursor.parse(plan.next().text()).orElseThrow();
        }

        assertThat(counts).containsExactly(10L, 10L, 10L, 6L);
    }

    @Test
    void bytesAreLimitedToo() {
        died("crm", 10, now);

        RedrivePlan plan = plan(DeadLetterFilter.ALL, ScanCursor.START, new ScanLimits(1_000, 1, LONG_TIMEOUT));

        assertThat(plan.count()).isEqualTo(1);
        assertThat(plan.next()).isNotNull();
    }

    @Test
    void parsesOnlyTheTextOfACursor() {
        assertThat(ScanCursor.parse("3:42,11:7").orElseThrow().text()).isEqualTo("3:42,11:7");
        for (String text : List.of("", "3", "3:", "a:1", "3:42,", "3:-1", "99999999:1", "1:9999999999999999999")) {
            assertThat(ScanCursor.parse(text)).as(text).isEmpty();
        }
    }
}
