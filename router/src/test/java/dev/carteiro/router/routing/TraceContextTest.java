package dev.carteiro.router.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @ValueSource(strings = {"", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", VALID + "-x", VALID + "\n"})
    void omitsAnInvalidTraceparentAndItsState(String parent) {
        assertThat(TraceContext.of(headers(parent, "a=1"))).isEmpty();
    }

    @Test
    void copiesAValidPairAndLimitsTheState() {
        assertThat(TraceContext.of(headers(VALID, "a=1"))).isEqualTo(Map.of("traceparent", VALID, "tracestate", "a=1"));
        assertThat(TraceContext.of(headers(VALID, "x".repeat(512)))).hasSize(2);
        assertThat(TraceContext.of(headers(VALID, "x".repeat(513)))).isEqualTo(Map.of("traceparent", VALID));
        assertThat(TraceContext.of(headers(VALID, "a\u00e9"))).isEqualTo(Map.of("traceparent", VALID));
        assertThat(TraceContext.of(new RecordHeaders().add("traceparent", null))).isEmpty();
    }

    private static Headers headers(String parent, String state) {
        return new RecordHeaders().add("traceparent", parent.getBytes(StandardCharsets.UTF_8)).add("tracestate",
                state.getBytes(StandardCharsets.UTF_8));
    }
}
