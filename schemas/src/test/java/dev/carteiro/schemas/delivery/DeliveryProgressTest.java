package dev.carteiro.schemas.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveryProgressTest {
    private static final Instant NOW = Instant.parse("2025-02-10T15:30:50Z");

    @Test
    void addsUpTheTimeInTheHeldTopic() {
        DeliveryProgress first = DeliveryProgress.NONE.held(NOW).released(NOW.plusSeconds(60));
        DeliveryProgress second = first.held(NOW.plusSeconds(100)).released(NOW.plusSeconds(105));

        assertThat(first.held()).isEqualTo(Duration.ofSeconds(60));
        assertThat(second.held()).isEqualTo(Duration.ofSeconds(65));
        assertThat(second.heldSince()).isNull();
        assertThat(second.released()).isTrue();
        assertThat(second.held(NOW).released()).isFalse();
    }

    @Test
    void ignoresAClockThatWentBack() {
        assertThat(DeliveryProgress.NONE.held(NOW).released(NOW.minusSeconds(5)).held()).isZero();
    }

    @Test
    void staysReleasedThroughRetries() {
        DeliveryProgress retried = DeliveryProgress.NONE.held(NOW).released(NOW).attempted(NOW).waiting(NOW, NOW);

        assertThat(retried.released()).isTrue();
    }

    @Test
    void aRedriveRestartsScheduleAndAgeButContinuesTheAttemptNumbers() {
        DeliveryProgress dead = DeliveryProgress.NONE.attempted(NOW).attempted(NOW).held(NOW)
                .released(NOW.plusSeconds(9));

        DeliveryProgress redriven = dead.redriven(NOW.plusSeconds(10)).attempted(NOW.plusSeconds(11));

        assertThat(redriven.attempts()).isEqualTo(3);
        assertThat(redriven.attemptsInRound()).isEqualTo(1);
        assertThat(redriven.round()).isEqualTo(new DeliveryProgress.Round(2, NOW.plusSeconds(10)));
        assertThat(redriven.held()).isZero();
        assertThat(redriven.released()).isFalse();
        assertThat(redriven.firstAttempt()).isEqualTo(NOW);
    }
}
