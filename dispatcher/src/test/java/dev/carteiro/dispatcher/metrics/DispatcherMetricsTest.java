package dev.carteiro.dispatcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.Verdict;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatcherMetricsTest {
    private static final Instant HAPPENED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = HAPPENED.plusSeconds(3_600);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DispatcherMetrics metrics = new DispatcherMetrics(meters);

    @Test
    void aFirstAttemptCountsAsSuch() {
        acknowledged(DeliveryProgress.NONE);
        assertThat(counted("first")).isEqualTo(1);
        assertThat(counted("later")).isZero();
    }

    @Test
    void aRetryIsNotAFirstAttempt() {
        acknowledged(DeliveryProgress.NONE.attempted(HAPPENED));
        assertThat(counted("first")).isZero();
        assertThat(counted("later")).isEqualTo(1);
    }

    /** Its subscription was paused: otherwise a resume would look like hours of late deliveries and fire an alert. */
    @Test
    void aHeldDeliveryIsNotAFirstAttempt() {
        acknowledged(DeliveryProgress.NONE.held(HAPPENED).released(NOW));
        assertThat(counted("first")).isZero();
        assertThat(counted("later")).isEqualTo(1);
    }

    /** Its endpoint hung for an hour: the deliveries that waited are late, and the operator cannot change that. */
    @Test
    void aDeferredDeliveryIsNotAFirstAttempt() {
        acknowledged(DeliveryProgress.NONE.waiting(NOW, NOW));
        assertThat(counted("first")).isZero();
        assertThat(counted("later")).isEqualTo(1);
    }

    private void acknowledged(DeliveryProgress before) {
        Delivery delivery = new Delivery("dlv_1", "sub", 0, "evt_1", "a", "src", null, HAPPENED.toString(),
                EventFormat.JSON, Map.of(), null, Map.of(), HAPPENED, before, new byte[0]);
        metrics.attempted(new SendResult.StatusReceived(200, null, ""), new Verdict.Delivered(), delivery,
                Duration.ofMillis(5),
                NOW);
    }

    private long counted(String attempt) {
        return meters.get(DispatcherMeter.END_TO_END.spec().name()).tag("attempt", attempt).timer().count();
    }
}
