package dev.carteiro.schemas.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.delivery.DeliveryCodec.Reading;
import dev.carteiro.schemas.event.EventFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryCodecTest {
    private static final byte[] VALUE = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Instant AT = Instant.ofEpochMilli(1_739_201_450_123L);
    private static final Delivery FULL = new Delivery("dlv_1", "s\u00fcb", 42, "evt", "a.b", "/src", "acme",
            "2025-02-10T15:30:50Z", EventFormat.CLOUDEVENTS_BINARY, Map.of("id", "evt", "x", "\u20ac"), "text/plain",
            Map.of("traceparent", "00-x", "tracestate", "a=1"), AT,
            new Progress(2, AT.plusMillis(1), AT.plusMillis(2), AT.plusMillis(3), AT.plusMillis(4),
                    Duration.ofMillis(5), AT.plusMillis(6), true, new Progress.Round(1, AT.plusMillis(7))),
            VALUE, true);

    @Test
    void readsBackWhatItWrote() {
        assertThat(read(FULL)).isEqualTo(new Reading.Valid(FULL));
        Delivery bare = new Delivery("d", "s", 0, "e", "t", "src", null, "time", EventFormat.JSON, Map.of(), null,
                Map.of(), AT, Progress.NONE, VALUE);
        assertThat(read(bare)).isEqualTo(new Reading.Valid(bare));
    }

    @Test
    void writesReadableText() {
        assertThat(header(DeliveryCodec.headers(FULL), "matched")).isEqualTo("1739201450123");
        assertThat(header(DeliveryCodec.headers(FULL), "ce_x")).isEqualTo("\u20ac");
        assertThat(header(DeliveryCodec.headers(FULL), "held")).isEqualTo("5");
        assertThat(header(DeliveryCodec.headers(FULL), "attempts")).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"delivery | header 'delivery' is missing", "event | header 'event' is missing",
            "event-id | header 'event-id' is missing", "source | header 'source' is missing",
            "time | header 'time' is missing", "format | header 'format' is missing",
            "matched | header 'matched' is missing"})
    void namesWhatIsMissing(String name, String detail) {
        Headers headers = DeliveryCodec.headers(FULL).remove(name);

        assertThat(DeliveryCodec.read(new byte[1], VALUE, headers))
                .isEqualTo(new Reading.Invalid("not a delivery: " + detail));
    }

    @ParameterizedTest
    @CsvSource({"version, x", "version, -1", "attempts, 1.5", "matched, 2025-02-10", "due, 99999999999999999999",
            "held, ''", "format, xml", "matched, 18446744073709551615", "held, 18446744073709551615",
            "attempts, 18446744073709551615", "attempts, 4294967296"})
    void refusesWhatItNeverWrites(String name, String text) {
        Headers headers = DeliveryCodec.headers(FULL).remove(name).add(name, text.getBytes(StandardCharsets.UTF_8));

        assertThat(DeliveryCodec.read(new byte[1], VALUE, headers)).isInstanceOf(Reading.Invalid.class);
    }

    @Test
    void neverThrowsOnGarbage() {
        assertThat(DeliveryCodec.read(null, VALUE, new RecordHeaders())).isInstanceOf(Reading.Invalid.class);
        assertThat(DeliveryCodec.read(VALUE, null, new RecordHeaders())).isInstanceOf(Reading.Invalid.class);
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            Headers headers = new RecordHeaders();
            for (var header : DeliveryCodec.headers(FULL)) {
                byte[] garbage = new byte[random.nextInt(4)];
                random.nextBytes(garbage);
                headers.add(header.key(),
                        random.nextInt(8) == 0 ? random.nextBoolean() ? null : garbage : header.value());
            }
            assertThat(DeliveryCodec.read(VALUE, VALUE, headers)).isNotNull();
        }
    }

    private static Reading read(Delivery delivery) {
        return DeliveryCodec.read(delivery.subscription().getBytes(StandardCharsets.UTF_8), delivery.payload(),
                DeliveryCodec.headers(delivery));
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
