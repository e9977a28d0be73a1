package dev.carteiro.schemas.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.wire.WireSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuarantineRecordTest {
    @Test
    void keepsAnOriginalThatFits() {
        Header[] originals = {new RecordHeader("a", bytes("1")), new RecordHeader("", null),
                new RecordHeader("a", bytes("2"))};
        QuarantineRecord record = QuarantineRecord.of(bytes("key"), source(bytes("value"), originals), "why", "detail");
        assertThat(record.key()).isEqualTo(bytes("key"));
        assertThat(record.value()).isEqualTo(bytes("value"));
        assertThat(Arrays.copyOfRange(record.headers().toArray(), 6, 9)).containsExactly(originals);
        assertThat(text(record, "quarantine-headers-left-out")).isNull();
        assertThat(text(record, "quarantine-key-bytes")).isNull();
        assertThat(text(record, "quarantine-value-bytes")).isNull();
    }

    @Test
    void fitsIntoItsTopicAndCountsOmittedHeaders() {
        Header[] empty = new Header[600_000];
        Arrays.fill(empty, new RecordHeader("", null));
        QuarantineRecord record = QuarantineRecord.of(new byte[16 * 1024], source(new byte[1_000_000], empty), "why",
                "\uFFFF".repeat(3_000));
        assertThat(WireSize.of(record.key(), record.value(), record.headers())).isLessThan(800_000)
                .isLessThan(TopicPlan.MAX_MESSAGE_BYTES);
        // 65,536 bytes at two bytes each.
        assertThat(text(record, "quarantine-headers-left-out")).isEqualTo("567232");
        assertThat(text(record, "quarantine-value-bytes")).isEqualTo("1000000");
    }

    @Test
    void countsTheRewrittenSizeOfANameThatIsNotUtf8() {
        Header broken = new RecordHeader(java.nio.ByteBuffer.wrap(invalid(30_000)), null);
        QuarantineRecord record = QuarantineRecord.of(null, source(null, broken), "why", "detail");
        assertThat(text(record, "quarantine-headers-left-out")).isEqualTo("1");
        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
    }

    @Test
    void omitsAKeyThatIsTooLargeAndStoresItsSize() {
        QuarantineRecord record = QuarantineRecord.of(new byte[1_000_000], source(bytes("v")), "why", "detail");
        assertThat(record.key()).isNull();
        assertThat(text(record, "quarantine-key-bytes")).isEqualTo("1000000");
    }

    @Test
    void dropsReservedHeadersOfTheOriginal() {
        QuarantineRecord record = QuarantineRecord.of(null,
                source(null, new RecordHeader("quarantine-offset", bytes("7")),
                        new RecordHeader("quarantine-", bytes("x"))),
                "why", "detail");
        assertThat(record.headers()).hasSize(6);
        assertThat(text(record, "quarantine-offset")).isEqualTo("42");
    }

    private static SourceRecord source(byte @Nullable [] value, Header... headers) {
        return new SourceRecord("t", 3, 42, 5, new RecordHeaders(headers), value);
    }

    private static @Nullable String text(QuarantineRecord record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(Objects.requireNonNull(header.value()), StandardCharsets.UTF_8);
    }

    private static byte[] invalid(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
