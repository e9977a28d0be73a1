package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.testkit.time.ManualTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteLimiterTest {
    private static final int MEBIBYTE = 1024 * 1024;

    private final ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
    private final WriteLimiter limiter = new WriteLimiter(time.nanoClock());

    @Test
    void anAccountOverItsLimitMustWaitAndDoesNotAffectOthers() {
        for (int i = 0; i < 256; i++) {
            limiter.take("acme", 63 * 1024);
        }
        assertThatThrownBy(() -> limiter.take("acme", 4 * MEBIBYTE)).isInstanceOfSatisfying(ApiException.class,
                exception -> {
                    assertThat(exception.status()).isEqualTo(429);
                    assertThat(exception.headers()).isEqualTo(Map.of("Retry-After", "3"));
                });
        assertThatCode(() -> limiter.take("beta", 63 * 1024)).doesNotThrowAnyException();
        time.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 32; i++) {
            limiter.take("acme", 63 * 1024);
        }
        assertThatThrownBy(() -> limiter.take("acme", 0)).isInstanceOf(ApiException.class);
    }

    @Test
    void aWriteLargerThanTheBurstUsesAllOfIt() {
        limiter.take("acme", 100 * MEBIBYTE);
        assertThatThrownBy(() -> limiter.take("acme", 0)).isInstanceOf(ApiException.class);
    }
}
