package dev.carteiro.router.applied;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AppliedPositionTest {
    private final AppliedPosition position = new AppliedPosition();

    @Test
    void neverMovesBackDuringARepeatedRestore() {
        assertThat(position.current()).isEqualTo(-1);
        position.advanceTo(7);
        position.advanceTo(3);
        assertThat(position.current()).isEqualTo(7);
    }

    @Test
    void doesNotWaitForARecordInTheIndex() {
        position.advanceTo(7);
        assertThat(position.await(7, Duration.ZERO)).isTrue();
        assertThat(position.await(8, Duration.ZERO)).isFalse();
    }

    @Test
    void waitsUntilTheRecordIsInTheIndex() throws InterruptedException {
        Thread follower = Thread.ofPlatform().start(() -> {
            position.advanceTo(7);
            position.advanceTo(8);
        });
        assertThat(position.await(8, Duration.ofSeconds(30))).isTrue();
        follower.join();
    }
}
