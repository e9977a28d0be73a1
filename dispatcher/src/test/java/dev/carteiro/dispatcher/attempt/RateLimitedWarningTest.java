package dev.carteiro.dispatcher.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.testkit.time.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitedWarningTest {
    private final ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
    private final RateLimitedWarning notice = new RateLimitedWarning("seeded");

    @Test
    void isLoggedOnceAMinute() {
        assertThat(say()).isTrue();
        time.advance(Duration.ofSeconds(59));
        assertThat(say()).isFalse();
        time.advance(Duration.ofSeconds(1));
        assertThat(say()).isTrue();
        assertThat(say()).isFalse();
    }

    private boolean say() {
        return notice.say(time.nanoClock().getAsLong(), "it is a test");
    }
}
