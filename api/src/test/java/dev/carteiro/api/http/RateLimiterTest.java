package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.testkit.time.ManualTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
    private final RateLimiter limiter = new RateLimiter(2, time.nanoClock());

    private void takes(String token, int times) {
        for (int i = 0; i < times; i++) {
            limiter.take(token);
        }
    }

    @Test
    void theBurstIsTwoSecondsOfRequestsAndThenTheRateApplies() {
        takes("a", 4);
        assertThatThrownBy(() -> limiter.take("a")).isInstanceOfSatisfying(ApiException.class, exception -> {
            assertThat(exception.status()).isEqualTo(429);
            assertThat(exception.headers()).isEqualTo(Map.of("Retry-After", "1"));
        });
        time.advance(Duration.ofMillis(499));
        assertThatThrownBy(() -> limiter.take("a")).isInstanceOf(ApiException.class);
        time.advance(Duration.ofMillis(1));
        takes("a", 1);
        assertThatThrownBy(() -> limiter.take("a")).isInstanceOf(ApiException.class);
        time.advance(Duration.ofDays(1000));
        takes("a", 4);
        assertThatThrownBy(() -> limiter.take("a")).isInstanceOf(ApiException.class);
    }

    @Test
    void accountsDoNotShareALimit() {
        takes("a", 4);
        assertThatCode(() -> limiter.take("b")).doesNotThrowAnyException();
    }

    @Test
    void theNumberOfTrackedAccountsIsBounded() {
        for (int i = 0; i < 10_050; i++) {
            limiter.take("token" + i);
        }
        assertThat(limiter.size()).isEqualTo(10_000);
    }
}
