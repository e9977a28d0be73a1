package dev.carteiro.schemas.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.delivery.DeliveryCodec.ReadResult;
import dev.carteiro.schemas.event.EventFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.common.header.Header;
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
            new DeliveryProgress(2, AT.plusMillis(1), AT.plusMillis(2), AT.plusMillis(3), AT.plusMillis(4),
                    Duration.ofMillis(5), AT.plusMillis(6), true, new DeliveryProgress.Round(1, AT.plusMillis(7))),
            VALUE).asTest().with(EventOrigin.of("orders", 3, 17, new byte[]{(byte) 0xFF, 0}));

    @Test
    void readsBackWhatItWrote() {
        assertThat(read(FULL)).isEqualTo(new ReadResult.Valid(FULL));
        assertThat(DeliveryCodec.headers(FULL).lastHeader("event-key").value()).isEqualTo(new byte[]{(byte) 0xFF, 0});
        Delivery bare = new Delivery("d", "s", 0, "e", "t", "src", null, "time", EventFormat.JSON, Map.of(), null,
                Map.of(), AT, DeliveryProgress.NONE, VALUE);
        assertThat(read(bare)).isEqualTo(new ReadResult.Valid(bare));
        Delivery withoutKey = bare.with(EventOrigin.of("orders", 0, 0, null));
        assertThat(read(withoutKey)).isEqualTo(new ReadResult.Valid(withoutKey));
    }

    @Test
    void omitsALongKeyAndStoresItsSize() {
        Delivery longest = FULL.with(EventOrigin.of("orders", 3, 17, new byte[1_024]));
        Delivery longer = FULL.with(EventOrigin.of("orders", 3, 17, new byte[1_025]));

        assertThat(DeliveryCodec.headers(longest).lastHeader("event-key").value()).hasSize(1_024);
        assertThat(DeliveryCodec.headers(longer).lastHeader("event-key")).isNull();
        assertThat(header(DeliveryCodec.headers(longer), "event-key-bytes")).isEqualTo("1025");
        assertThat(read(longer)).isEqualTo(new ReadResult.Valid(longer));
    }

    /** Records of the previous version have no origin. */
    @Test
    void readsADeliveryWithoutAnEventOrigin() {
        Headers headers = DeliveryCodec.headers(FULL);
        List.of("headers-version", "event-topic", "event-partition", "event-offset", "event-key")
                .forEach(headers::remove);
        Delivery old = ((ReadResult.Valid) DeliveryCodec.read(VALUE, VALUE, headers)).delivery();

        assertThat(old.origin()).isNull();
        assertThat(old.unknown()).isEqualTo(UnknownHeaders.NONE);
        assertThat(header(DeliveryCodec.headers(old), "headers-version")).isEqualTo("1");
        assertThat(DeliveryCodec.headers(old).lastHeader("event-topic")).isNull();
    }

    @Test
    void keepsUnknownHeadersOfNewerVersions() {
        Headers headers = DeliveryCodec.headers(FULL).remove("headers-version")
                .add("headers-version", "7".getBytes(StandardCharsets.UTF_8)).add("attempt-budget", VALUE)
                .add("empty", null).add("attempt-budget", new byte[]{(byte) 0xFF});
        DeadLetter letter = new DeadLetter(((ReadResult.Valid) DeliveryCodec.read(VALUE, VALUE, headers)).delivery(),
                DeadLetterReason.GONE, "detail", 410, "response", AT);
        Delivery again = Objects.requireNonNull(DeadLetter.read(VALUE, VALUE, letter.headers())).delivery();
        Headers rewritten = DeliveryCodec.headers(again.with(again.progress().redriven(AT)));

        assertThat(header(rewritten, "headers-version")).isEqualTo("7");
        assertThat(rewritten.headers("attempt-budget")).extracting(Header::value).containsExactly(VALUE,
                new byte[]{(byte) 0xFF});
        assertThat(rewritten.lastHeader("empty").value()).isNull();
        assertThat(rewritten.lastHeader("dead-reason")).isNull();
        assertThat(rewritten.headers("event-topic")).hasSize(1);
    }

    @Test
    void limitsTheUnknownHeadersItKeeps() {
        Headers headers = DeliveryCodec.headers(FULL);
        for (int i = 0; i < 200; i++) {
            headers.add("small-" + i, new byte[1]);
        }
        headers.add("large", new byte[17_000]);

        assertThat(((ReadResult.Valid) DeliveryCodec.read(VALUE, VALUE, headers)).delivery().unknown().headers())
                .hasSize(100);
        assertThat(((ReadResult.Valid) DeliveryCodec.read(VALUE, VALUE,
                DeliveryCodec.headers(FULL).add("large", new byte[17_000]).add("small", VALUE))).delivery().unknown()
                .headers()).extracting(Header::key).containsExactly("small");
    }

    @Test
    void onlyBinaryCloudEventsMayHaveNoValue() {
        Delivery none = new Delivery("d", "s", 0, "e", "t", "src", null, "time", EventFormat.CLOUDEVENTS_BINARY,
                Map.of(), null, Map.of(), AT, DeliveryProgress.NONE, null);
        assertThat(read(none)).isEqualTo(new ReadResult.Valid(none));
        assertThat(DeliveryCodec.read(VALUE, null, DeliveryCodec.headers(FULL).remove("format").add("format",
                "json".getBytes(StandardCharsets.UTF_8)))).isEqualTo(
                        new ReadResult.Invalid("not a delivery: the value (the event) is missing"));
    }

    @Test
    void removesAByteOrderMarkThatEarlierVersionsKept() {
        Headers headers = DeliveryCodec.headers(FULL);

        assertThat(((ReadResult.Valid) DeliveryCodec.read(VALUE, "\uFEFF{}".getBytes(StandardCharsets.UTF_8), headers))
                .delivery().payload()).isEqualTo(VALUE);
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
    void namesTheMissingHeader(String name, String detail) {
        Headers headers = DeliveryCodec.headers(FULL).remove(name);

        assertThat(DeliveryCodec.read(new byte[1], VALUE, headers))
                .isEqualTo(new ReadResult.Invalid("not a delivery: " + detail));
    }

    @ParameterizedTest
    @CsvSource({"version, x", "version, -1", "attempts, 1.5", "matched, 2025-02-10", "due, 99999999999999999999",
            "held, ''", "format, xml", "matched, 18446744073709551615", "held, 18446744073709551615",
            "attempts, 18446744073709551615", "attempts, 4294967296", "attempts, 1000001", "attempts, 2147483647",
            "earlier-attempts, 3", "headers-version, x", "headers-version, -1",
            "event-partition, -1", "event-offset, x", "event-key-bytes, -1", "matched, 253402300800000",
            "due, 9223372036854775807", "wake, -1",
            "held, 253402300800000", "held-since, 9223372036854775807", "redriven, 9223372036854775807"})
    void rejectsInvalidHeaderValues(String name, String text) {
        Headers headers = DeliveryCodec.headers(FULL).remove(name).add(name, text.getBytes(StandardCharsets.UTF_8));

        assertThat(DeliveryCodec.read(new byte[1], VALUE, headers)).isInstanceOf(ReadResult.Invalid.class);
    }

    @Test
    void rejectsTextThatIsNotUtf8() {
        byte[] noUtf8 = {(byte) 0xff};
        for (String name : List.of("tenant", "ce_x", "tracestate", "content-type")) {
            assertThat(DeliveryCodec.read(VALUE, VALUE, DeliveryCodec.headers(FULL).add(name, noUtf8)))
                    .isEqualTo(new ReadResult.Invalid("header '" + name + "' is not valid UTF-8"));
        }
        assertThat(DeliveryCodec.read(noUtf8, VALUE, DeliveryCodec.headers(FULL)))
                .isEqualTo(new ReadResult.Invalid("the key (the subscription id) is not valid UTF-8"));
        assertThat(DeliveryCodec.read(VALUE, VALUE, DeliveryCodec.headers(FULL).add("x-library", noUtf8)))
                .isInstanceOf(ReadResult.Valid.class);
    }

    @Test
    void rejectsTimesAfterTheYear9999() {
        for (String name : List.of("matched", "due", "wake", "held", "held-since", "redriven")) {
            Headers headers = DeliveryCodec.headers(FULL).add(name, "253402300800000".getBytes(StandardCharsets.UTF_8));
            assertThat(DeliveryCodec.read(VALUE, VALUE, headers))
                    .isEqualTo(new ReadResult.Invalid("not a delivery: header '" + name + "' is out of range"));
        }
    }

    @Test
    void limitsTheSerializedSizeOfKeyAndHeaders() {
        Headers many = DeliveryCodec.headers(FULL);
        for (int i = 0; i < 60_000; i++) {
            many.add("", null);
        }
        assertThat(DeliveryCodec.read(VALUE, VALUE, many)).isInstanceOfSatisfying(ReadResult.Invalid.class,
                invalid -> assertThat(invalid.detail()).startsWith("the record's key and headers have 120")
                        .endsWith(" bytes; at most 98304 are allowed"));
        assertThat(DeliveryCodec.read(new byte[100_000], VALUE, DeliveryCodec.headers(FULL)))
                .isInstanceOf(ReadResult.Invalid.class);
        assertThat(DeliveryCodec.read(VALUE, new byte[900_001], DeliveryCodec.headers(FULL))).isEqualTo(
                new ReadResult.Invalid("the record's value has 900001 bytes; a delivery has at most 900000"));
        assertThat(DeadLetter.read(VALUE, VALUE, DeliveryCodec.headers(FULL).add("dead-reason", null)
                .add("dead-at", null).add("last-status", null))).isNull();
    }

    @Test
    void neverThrowsOnGarbage() {
        assertThat(DeliveryCodec.read(new byte[0], VALUE, DeliveryCodec.headers(FULL)))
                .isInstanceOf(ReadResult.Invalid.class);
        assertThat(DeliveryCodec.read(new byte[]{(byte) 0xFF}, VALUE, DeliveryCodec.headers(FULL)))
                .isEqualTo(new ReadResult.Invalid("the key (the subscription id) is not valid UTF-8"));
        assertThat(DeliveryCodec.read(null, VALUE, new RecordHeaders())).isInstanceOf(ReadResult.Invalid.class);
        assertThat(DeliveryCodec.read(VALUE, null, new RecordHeaders())).isInstanceOf(ReadResult.Invalid.class);
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

    private static ReadResult read(Delivery delivery) {
        return DeliveryCodec.read(delivery.subscription().getBytes(StandardCharsets.UTF_8), delivery.payload(),
                DeliveryCodec.headers(delivery));
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
