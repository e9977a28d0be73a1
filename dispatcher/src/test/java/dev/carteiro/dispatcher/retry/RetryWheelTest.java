package dev.carteiro.dispatcher.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.retry.RetryWheel.RetrySlot;
import dev.carteiro.schemas.subscription.RetrySchedule;
import dev.carteiro.schemas.time.Durations;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryWheelTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final RetryWheel wheel = new RetryWheel(RetryTiers.DEFAULT, TopicNames.DEFAULT);

    @ParameterizedTest(name = "due in {0}: {1}, looked at in {2}")
    @CsvSource({"5s, carteiro.retry.5s, 5s", "4950ms, carteiro.retry.5s, 5s", "4s, carteiro.retry.5s, 4s",
            "59s, carteiro.retry.1m, 1m", "58s, carteiro.retry.5s, 5s", "5m, carteiro.retry.5m, 5m",
            "29m, carteiro.retry.5m, 5m", "30m, carteiro.retry.30m, 30m", "5h, carteiro.retry.2h, 2h",
            "24h, carteiro.retry.10h, 10h", "9d, carteiro.retry.10h, 10h", "0ms, carteiro.retry.5s, 0ms"})
    void goesToTheLargestTierThatIsNotTooLong(String due, String topic, String wake) {
        assertThat(wheel.place(NOW.plus(Durations.parse(due)), NOW))
                .isEqualTo(new RetrySlot(topic, NOW.plus(Durations.parse(wake))));
    }

    @Test
    void anOverdueDeliveryWakesAtOnce() {
        assertThat(wheel.place(NOW.minusSeconds(9), NOW)).isEqualTo(new RetrySlot("carteiro.retry.5s", NOW));
    }

    /** A hop costs a write and a read: the jitter is coarse so that a whole default schedule needs only about 34. */
    @Test
    void aWholeDefaultScheduleCostsAboutThirtyFourWrites() {
        Random random = new Random(7);
        Jitter jitter = new Jitter(wheel, random);
        int rounds = 2_000;
        long writes = 0;
        for (int round = 0; round < rounds; round++) {
            for (Duration wait : RetrySchedule.DEFAULT.waits()) {
                writes += writes(NOW.plus(jitter.spread(wait)));
            }
        }
        assertThat((double) writes / rounds).isBetween(30.0, 38.0);
    }

    @Test
    void jitterNeverShortensAndAddsWholeUnitsUpToATenth() {
        Random random = new Random(7);
        Jitter jitter = new Jitter(wheel, random);
        for (int i = 0; i < 1_000; i++) {
            assertThat(jitter.spread(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
            Duration twoHours = jitter.spread(Duration.ofHours(2));
            assertThat(twoHours).isBetween(Duration.ofHours(2), Duration.ofHours(2).plusMinutes(15));
            assertThat(twoHours.toSeconds() % 300).isZero();
        }
    }

    private int writes(Instant due) {
        int writes = 0;
        Instant now = NOW;
        while (now.isBefore(due)) {
            now = wheel.place(due, now).wake();
            writes++;
        }
        return writes;
    }
}
