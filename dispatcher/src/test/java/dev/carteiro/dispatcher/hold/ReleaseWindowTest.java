package dev.carteiro.dispatcher.hold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReleaseWindowTest {
    private final ReleaseWindow window = new ReleaseWindow();
    private long released;
    private long completed;

    @Test
    void doublesWhenAFullWindowIsDoneWithoutADeferral() {
        assertThat(window.freeSlots("a")).isEqualTo(32);
        release(32);
        assertThat(window.freeSlots("a")).isZero();
        complete(31, false);
        assertThat(window.freeSlots("a")).isEqualTo(31);
        complete(1, false);
        assertThat(window.freeSlots("a")).isEqualTo(64);
        for (int width = 64; width < ReleaseWindow.MAX_WIDTH; width *= 2) {
            release(width);
            complete(width, false);
        }
        assertThat(window.freeSlots("a")).isEqualTo(ReleaseWindow.MAX_WIDTH);
        release(ReleaseWindow.MAX_WIDTH);
        complete(ReleaseWindow.MAX_WIDTH, false);
        assertThat(window.freeSlots("a")).isEqualTo(ReleaseWindow.MAX_WIDTH);
    }

    @Test
    void aDeferralHalvesItDownToTheFirstWidth() {
        release(32);
        complete(32, false);
        release(64);
        complete(63, false);
        complete(1, true);
        assertThat(window.freeSlots("a")).isEqualTo(32);
        release(1);
        complete(1, true);
        assertThat(window.freeSlots("a")).isEqualTo(32);
    }

    @Test
    void reportsWhenHalfOfItIsFree() {
        release(32);
        assertThat(window.completed(999, false)).isFalse();
        for (int i = 0; i < 15; i++) {
            assertThat(window.completed(completed++, false)).isFalse();
        }
        assertThat(window.completed(completed++, false)).isTrue();
    }

    @Test
    void removesUnwantedSubscriptionsOnceNothingIsInFlight() {
        release(32);
        complete(32, false);
        release(1);
        window.retain(subscription -> false);
        assertThat(window.freeSlots("a")).isEqualTo(63);
        complete(1, false);
        window.retain(subscription -> false);
        assertThat(window.freeSlots("a")).isEqualTo(32);
    }

    private void release(int count) {
        for (int i = 0; i < count; i++) {
            window.released("a", released++);
        }
    }

    private void complete(int count, boolean deferred) {
        for (int i = 0; i < count; i++) {
            window.completed(completed++, deferred);
        }
    }
}
