package dev.carteiro.schemas.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.idempotency.IdempotencyRecord.State;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdempotencyRecordTest {
    private static final IdempotencyRecord CLAIM = IdempotencyRecord.claim(
            UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"),
            "fingerprint", UUID.fromString("fedcba98-7654-3210-fedc-ba9876543210"), 42);

    @Test
    void readsBackWhatItWrote() {
        assertThat(IdempotencyRecord.read(CLAIM.headers())).isEqualTo(CLAIM);
        for (State state : Arrays.asList(State.DONE, State.FAILED, State.RELEASED)) {
            IdempotencyRecord ended = CLAIM.ended(state);
            assertThat(IdempotencyRecord.read(ended.headers())).isEqualTo(ended);
        }
        assertThat(CLAIM.headers().toArray())
                .extracting(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly("state=claimed", "claim=01234567-89ab-cdef-0123-456789abcdef", "request=fingerprint",
                        "seed=fedcba98-7654-3210-fedc-ba9876543210", "after=42");
    }

    @ParameterizedTest
    @CsvSource({"state,open,has an unknown value", "state,,is missing or too long", "claim,1,is not a UUID",
            "seed,,is missing or too long", "after,-2,is not an offset", "after,9999999999999999999,is not an offset"})
    void namesTheInvalidHeader(String name, @Nullable String value, String message) {
        Headers headers = CLAIM.headers().remove(name);
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> IdempotencyRecord.read(headers)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header '" + name + "' " + message);
    }

    @Test
    void limitsTheSizeOfAHeader() {
        assertThatThrownBy(() -> IdempotencyRecord.read(CLAIM.headers().add("request", new byte[65])))
                .hasMessage("header 'request' is missing or too long");
    }
}
