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
            tokens.wasBad(address, "bad" + i);
        }
    }

    private boolean isLookedAt(String address, String token) {
        try {
            tokens.admit(address, token);
            return true;
        } catch (ApiException refusal) {
            return false;
        }
    }

    @Test
    void twoSecondsWorthAreLookedAtAndThenNoMoreForAWhile() {
        for (int i = 0; i < 4; i++) {
            tokens.admit("a", "bad");
            tokens.wasBad("a", "bad");
        }
        assertThatThrownBy(() -> tokens.admit("a", "bad")).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(429);
            assertThat(refusal.headers()).isEqualTo(Map.of("Retry-After", "1"));
        });
        time.advance(Duration.ofMillis(499));
        assertThat(isLookedAt("a", "bad")).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(isLookedAt("a", "bad")).isTrue();
    }

    @Test
    void lookingCostsNothingAndOtherAddressesAreNotTouched() {
        for (int i = 0; i < 100; i++) {
            tokens.admit("a", "any" + i);
        }
        floodFrom("a");
        assertThatCode(() -> tokens.admit("b", "any")).doesNotThrowAnyException();
    }

    @Test
    void whoWasLetInLatelyIsLookedAtWhateverComesFromTheSameAddress() {
        tokens.wasGood("known");
        floodFrom("a");
        assertThat(isLookedAt("a", "known")).isTrue();
        assertThat(isLookedAt("a", "unknown")).isFalse();
    }

    @Test
    void aTokenThatWasGoodAndIsNoMoreIsLikeAnyOther() {
        tokens.wasGood("expires");
        tokens.wasBad("a", "expires");
        floodFrom("a");
        assertThat(isLookedAt("a", "expires")).isFalse();
    }

    @Test
    void aBoundedNumberIsRemembered() {
        for (int i = 0; i < 10_001; i++) {
            tokens.wasGood("token" + i);
        }
        floodFrom("a");
        assertThat(isLookedAt("a", "token0")).isFalse();
        assertThat(isLookedAt("a", "token1")).isTrue();
    }
}
