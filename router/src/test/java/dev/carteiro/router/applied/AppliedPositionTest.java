package dev.carteiro.router.applied;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AppliedPositionTest {
    private final AppliedPosition position = new AppliedPosition();

    @Test
    void isThatOfTheLatestRecordAlsoWhenARestoreBeginsAgain() {
        assertThat(position.current()).isEqualTo(-1);
        position.reached(7);
        position.reached(3);
        assertThat(position.current()).isEqualTo(7);
    }

    @Test
    void doesNotWaitForWhatIsThere() {
        position.reached(7);
        assertThat(position.await(7, Duration.ZERO)).isTrue();
        assertThat(position.await(8, Duration.ZERO)).isFalse();
    }

    @Test
    void waitsUntilTheRecordIsInTheIndex() throws InterruptedException {
        Thread follower = Thread.ofPlatform().start(() -> {
            position.reached(7);
            position.reached(8);
        });
        assertThat(position.await(8, Duration.ofSeconds(30))).isTrue();
        follower.join();
    }
}
