package dev.carteiro.dispatcher.hold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReleaseWindowTest {
    private final ReleaseWindow window = new ReleaseWindow();
    private long launched;
    private long landed;

    @Test
    void doublesWhenAFullWindowIsDoneWithoutADeferral() {
        assertThat(window.room("a")).isEqualTo(32);
        launch(32);
        assertThat(window.room("a")).isZero();
        land(31, false);
        assertThat(window.room("a")).isEqualTo(31);
        land(1, false);
        assertThat(window.room("a")).isEqualTo(64);
        for (int width = 64; width < ReleaseWindow.WIDEST; width *= 2) {
            launch(width);
            land(width, false);
        }
        assertThat(window.room("a")).isEqualTo(ReleaseWindow.WIDEST);
        launch(ReleaseWindow.WIDEST);
        land(ReleaseWindow.WIDEST, false);
        assertThat(window.room("a")).isEqualTo(ReleaseWindow.WIDEST);
    }

    @Test
    void aDeferralHalvesItDownToTheFirstWidth() {
        launch(32);
        land(32, false);
        launch(64);
        land(63, false);
        land(1, true);
        assertThat(window.room("a")).isEqualTo(32);
        launch(1);
        land(1, true);
        assertThat(window.room("a")).isEqualTo(32);
    }

    @Test
    void reportsWhenHalfOfItIsFree() {
        launch(32);
        assertThat(window.landed(999, false)).isFalse();
        for (int i = 0; i < 15; i++) {
            assertThat(window.landed(landed++, false)).isFalse();
        }
        assertThat(window.landed(landed++, false)).isTrue();
    }

    @Test
    void removesUnwantedSubscriptionsOnceNothingIsInFlight() {
        launch(32);
        land(32, false);
        launch(1);
        window.retain(subscription -> false);
        assertThat(window.room("a")).isEqualTo(63);
        land(1, false);
        window.retain(subscription -> false);
        assertThat(window.room("a")).isEqualTo(32);
    }

    private void launch(int count) {
        for (int i = 0; i < count; i++) {
            window.launched("a", launched++);
        }
    }

    private void land(int count, boolean deferred) {
        for (int i = 0; i < count; i++) {
            window.landed(landed++, deferred);
        }
    }
}
