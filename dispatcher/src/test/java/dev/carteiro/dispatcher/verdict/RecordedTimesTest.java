package dev.carteiro.dispatcher.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordedTimesTest {
    private static final Instant APPENDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant FAR = APPENDED.plus(Duration.ofDays(3_000));
    private static final Instant LONG_AGO = APPENDED.minus(Duration.ofDays(3_000));

    @Test
    void leavesPlausibleTimesAlone() {
        Delivery retried = delivery(APPENDED.minus(Duration.ofDays(3)),
                DeliveryProgress.NONE.attempted(APPENDED.minusSeconds(9))
                        .waiting(APPENDED.plusSeconds(7_200), APPENDED.plusSeconds(300)));

        assertThat(corrected(retried, false)).isSameAs(retried);
        Delivery matched = delivery(APPENDED.minusSeconds(60), DeliveryProgress.NONE);
        assertThat(corrected(matched, true)).isSameAs(matched);
        Delivery ahead = delivery(APPENDED.plusSeconds(60), DeliveryProgress.NONE);
        assertThat(corrected(ahead, true)).isSameAs(ahead);
    }

    @Test
    void aNewDeliveryWasMatchedWhenItWasAppended() {
        assertThat(corrected(delivery(FAR, DeliveryProgress.NONE), true).matchedAt()).isEqualTo(APPENDED);
        assertThat(corrected(delivery(LONG_AGO, DeliveryProgress.NONE), true).matchedAt()).isEqualTo(APPENDED);
        assertThat(corrected(delivery(FAR, DeliveryProgress.NONE), false).matchedAt()).isEqualTo(APPENDED);
        assertThat(corrected(delivery(LONG_AGO, DeliveryProgress.NONE), false).matchedAt()).isEqualTo(LONG_AGO);
    }

    @Test
    void aRedriveBeganWhenItWasAppendedAndTheMatchMayBeOld() {
        Delivery corrected = corrected(delivery(LONG_AGO, DeliveryProgress.NONE.redriven(FAR)), true);

        assertThat(corrected.matchedAt()).isEqualTo(LONG_AGO);
        assertThat(corrected.progress().round().began()).isEqualTo(APPENDED);
        assertThat(corrected(delivery(LONG_AGO, DeliveryProgress.NONE.redriven(LONG_AGO)), true).progress().round()
                .began())
                .isEqualTo(APPENDED);
    }

    @Test
    void noDeliveryIsHeldForLongerThanItExists() {
        Instant matched = APPENDED.minus(Duration.ofDays(1));
        DeliveryProgress held = new DeliveryProgress(0, null, null, null, null, Duration.ofDays(2));

        assertThat(corrected(delivery(matched, held), false).progress().held())
                .isEqualTo(Duration.ofDays(1).plusMinutes(1));
        assertThat(corrected(delivery(matched, DeliveryProgress.NONE.held(LONG_AGO)), false).progress().heldSince())
                .isEqualTo(APPENDED);
        assertThat(corrected(delivery(matched, DeliveryProgress.NONE.held(FAR)), false).progress().heldSince())
                .isEqualTo(APPENDED);
    }

    @Test
    void noDeliveryIsDueAfterTheEndOfItsLife() {
        assertThat(corrected(delivery(APPENDED, DeliveryProgress.NONE.waiting(FAR, FAR)), false).progress().due())
                .isEqualTo(APPENDED.plus(Duration.ofDays(14)));
    }

    @Test
    void aProducersTimestampCorrectsNothing() {
        Delivery delivery = delivery(FAR, DeliveryProgress.NONE);

        assertThat(RecordedTimes.corrected(delivery, record(TimestampType.CREATE_TIME), true)).isSameAs(delivery);
    }

    private static Delivery corrected(Delivery delivery, boolean isNew) {
        return RecordedTimes.corrected(delivery, record(TimestampType.LOG_APPEND_TIME), isNew);
    }

    private static ConsumerRecord<byte[], byte[]> record(TimestampType type) {
        return new ConsumerRecord<>("t", 0, 0, APPENDED.toEpochMilli(), type, 3, 2, new byte[3], new byte[2],
                new RecordHeaders(), Optional.empty());
    }

    private static Delivery delivery(Instant matched, DeliveryProgress progress) {
        return new Delivery("dlv_1", "sub", 0, "evt_1", "a", "src", null, "2026-01-01T00:00:00Z", EventFormat.JSON,
                Map.of(), null, Map.of(), matched, progress, new byte[2]);
    }
}
