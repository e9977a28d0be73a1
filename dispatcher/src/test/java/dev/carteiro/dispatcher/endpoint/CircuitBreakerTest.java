package dev.carteiro.dispatcher.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.admission.AdmissionPolicy;
import dev.carteiro.dispatcher.admission.AdmissionTuning;
import dev.carteiro.dispatcher.admission.EndpointView;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private final CircuitBreaker breaker = new CircuitBreaker(AdmissionTuning.DEFAULT.breaker());
    private long now = 1_000_000_000_000L;

    @Test
    void opensOnTheTenthFailureInARow() {
        fail(8);
        after(Duration.ofSeconds(40));
        fail(1);
        assertThat(breaker.isOpen()).isFalse();
        breaker.succeeded();
        fail(8);
        after(Duration.ofSeconds(40));
        fail(1);
        assertThat(breaker.isOpen()).isFalse();
        fail(1);
        assertThat(breaker.isOpen()).isTrue();
    }

    /**
     * A thousand deliveries that each fail at first cause a thousand failures in a row before the first success.
     */
    @Test
    void opensOnlyAfterHalfAMinuteWithoutASuccess() {
        fail(1_000);
        after(Duration.ofMillis(29_999));
        fail(1_000);
        assertThat(breaker.isOpen()).isFalse();
        after(Duration.ofMillis(1));
        fail(1);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void letsOneProbePassWhenTheCoolDownIsOver() {
        open();
        after(Duration.ofMillis(4_999));
        assertThat(breaker.view(now).mayProbe()).isFalse();
        after(Duration.ofMillis(1));
        assertThat(breaker.view(now).mayProbe()).isTrue();
        breaker.probe(now);
        after(Duration.ofSeconds(30));
        assertThat(breaker.view(now).mayProbe()).as("while the probe is under way").isFalse();
        breaker.succeeded();
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void theCoolDownDoublesUpToAMinute() {
        open();
        for (int seconds : new int[]{5, 10, 20, 40, 60, 60}) {
            after(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(breaker.view(now).mayProbe()).as("before " + seconds + " s").isFalse();
            after(Duration.ofMillis(1));
            assertThat(breaker.view(now).mayProbe()).as("after " + seconds + " s").isTrue();
            breaker.probe(now);
            fail(1);
        }
        breaker.succeeded();
        open();
        after(Duration.ofSeconds(5));
        assertThat(breaker.view(now).mayProbe()).as("again after a success").isTrue();
    }

    @Test
    void attemptsInFlightWhenItOpenedDoNotLengthenTheCoolDown() {
        open();
        fail(6);
        after(Duration.ofSeconds(5));
        assertThat(breaker.view(now).mayProbe()).isTrue();
    }

    @Test
    void aLostProbeIsReplaced() {
        open();
        after(Duration.ofSeconds(5));
        breaker.probe(now);
        after(Duration.ofSeconds(45));
        assertThat(breaker.view(now).mayProbe()).isTrue();
    }

    @Test
    void recordsAreDeferredToTheNextProbeAndFurtherAfterALongOutage() {
        open();
        after(Duration.ofSeconds(1));
        assertThat(deferral()).isEqualTo(Duration.ofSeconds(4));
        after(Duration.ofSeconds(59));
        assertThat(deferral()).isEqualTo(Duration.ofSeconds(30));
        after(Duration.ofHours(3));
        assertThat(deferral()).isEqualTo(Duration.ofMinutes(10));
    }

    private Duration deferral() {
        EndpointView view = new EndpointView(0, false, 1, 0, now, 0,
                new Pace(AdmissionTuning.DEFAULT.latency()).view(now), breaker.view(now),
                Instant.MIN, Instant.MIN);
        return Duration.between(Instant.EPOCH,
                AdmissionPolicy.DEFAULT.deferBehindBreaker(view, 1, Instant.EPOCH).until());
    }

    private void open() {
        fail(9);
        after(Duration.ofSeconds(30));
        fail(1);
        assertThat(breaker.isOpen()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(now);
        }
    }

    private void after(Duration length) {
        now += length.toNanos();
    }
}
