package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTimesTest {
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Instant UPDATED = Instant.parse("2026-02-03T04:05:06.789Z");

    @Test
    void readsBackWhatItWrote() {
        for (SubscriptionTimes times : new SubscriptionTimes[]{new SubscriptionTimes(CREATED, UPDATED),
                new SubscriptionTimes(null, UPDATED)}) {
            assertThat(SubscriptionTimes.read(times.headers(), 7)).isEqualTo(times);
        }
        assertThat(new SubscriptionTimes(CREATED, UPDATED).headers().toArray()).extracting(
                header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly("created-at=1767323045678", "updated-at=1770091506789");
    }

    @Test
    void usesTheAppendTimeWithoutHeaders() {
        assertThat(SubscriptionTimes.read(new RecordHeaders(), 7))
                .isEqualTo(new SubscriptionTimes(null, Instant.ofEpochMilli(7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "1.5", "9999999999999999", "١"})
    void treatsAnInvalidTimeAsMissing(String text) {
        Headers headers = new RecordHeaders().add("created-at", text.getBytes(StandardCharsets.UTF_8))
                .add("updated-at", text.getBytes(StandardCharsets.UTF_8));

        assertThat(SubscriptionTimes.read(headers, 7))
                .isEqualTo(new SubscriptionTimes(null, Instant.ofEpochMilli(7)));
        assertThat(SubscriptionTimes.read(new RecordHeaders().add("created-at", null), 7).createdAt()).isNull();
    }
}
