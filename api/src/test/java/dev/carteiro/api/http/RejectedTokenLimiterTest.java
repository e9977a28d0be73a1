package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.testkit.time.ManualTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RejectedTokenLimiterTest {
    private final ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
    private final RejectedTokenLimiter tokens = new RejectedTokenLimiter(2, time.nanoClock());

    private void floodFrom(String address) {
        for (int i = 0; i < 10; i++) {
            tokens.recordInvalid(address, "bad" + i);
        }
    }

    private boolean isChecked(String address, String token) {
        try {
            tokens.requireCapacity(address, token);
            return true;
        } catch (ApiException exception) {
            return false;
        }
    }

    @Test
    void tokensOfTwoSecondsAreCheckedAndThenOnlyAtTheRate() {
        for (int i = 0; i < 4; i++) {
            tokens.requireCapacity("a", "bad");
            tokens.recordInvalid("a", "bad");
        }
        assertThatThrownBy(() -> tokens.requireCapacity("a", "bad")).isInstanceOfSatisfying(ApiException.class,
                exception -> {
                    assertThat(exception.status()).isEqualTo(429);
                    assertThat(exception.headers()).isEqualTo(Map.of("Retry-After", "1"));
                });
        time.advance(Duration.ofMillis(499));
        assertThat(isChecked("a", "bad")).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(isChecked("a", "bad")).isTrue();
    }

    @Test
    void checkingCostsNothingAndOtherAddressesAreUnaffected() {
        for (int i = 0; i < 100; i++) {
            tokens.requireCapacity("a", "any" + i);
        }
        floodFrom("a");
        assertThatCode(() -> tokens.requireCapacity("b", "any")).doesNotThrowAnyException();
    }

    @Test
    void aRecentlyValidTokenIsCheckedDuringAFloodFromItsAddress() {
        tokens.recordValid("known");
        floodFrom("a");
        assertThat(isChecked("a", "known")).isTrue();
        assertThat(isChecked("a", "unknown")).isFalse();
    }

    @Test
    void aTokenThatBecameInvalidHasNoPriority() {
        tokens.recordValid("expires");
        tokens.recordInvalid("a", "expires");
        floodFrom("a");
        assertThat(isChecked("a", "expires")).isFalse();
    }

    @Test
    void theNumberOfRememberedTokensIsBounded() {
        for (int i = 0; i < 10_001; i++) {
            tokens.recordValid("token" + i);
        }
        floodFrom("a");
        assertThat(isChecked("a", "token0")).isFalse();
        assertThat(isChecked("a", "token1")).isTrue();
    }
}
