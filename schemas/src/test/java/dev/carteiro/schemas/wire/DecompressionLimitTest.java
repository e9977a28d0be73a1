package dev.carteiro.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.BufferSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the records that a consumer reads from a compressed batch. */
class DecompressionLimitTest {
    private static final int MIB = 1024 * 1024;

    @BeforeAll
    static void install() {
        DecompressionLimit.install();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void replacesAnOversizedRecordAndKeepsItsNeighbours(String compression) {
        List<Record> read = read(compression, record("a", 3), record("b", 40 * MIB),
                record("c", DecompressedRecord.MAX_BYTES / 2));
        assertThat(read).extracting(Record::offset).containsExactly(0L, 1L, 2L);
        assertThat(read).extracting(Record::keySize).containsExactly(1, -1, 1);
        assertThat(read).extracting(Record::valueSize).containsExactly(3, -1, DecompressedRecord.MAX_BYTES / 2);
        assertThat(read).extracting(Record::timestamp).containsExactly(7L, 7L, 7L);
        assertThat(problem(read.get(0))).isNull();
        // Attributes, timestamp, offset and the number of headers, a byte each; a key of one byte; the value.
        int size = 4 + 2 + 4 + 40 * MIB;
        assertThat(problem(read.get(1)))
                .isEqualTo("the record has " + size + " bytes when decompressed; at most 1048588 are allowed");
        assertThat(problem(read.get(2))).isNull();
    }

    @Test
    void limitsARecordWithoutKeyAndValueMoreStrictly() {
        SimpleRecord record = new SimpleRecord(7, (byte[]) null, null, headers(1, 100_000));
        Record read = read("zstd", record, record("c", 1)).getFirst();
        assertThat(problem(read)).startsWith("the record has 100").endsWith("at most 1048588 are allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd"})
    void readsTheFirstOfTooManyHeadersAndStoresTheirNumber(String compression) {
        Header[] many = new Header[400_000];
        Arrays.fill(many, new RecordHeader("", null));
        many[0] = new RecordHeader("first", "1".getBytes(StandardCharsets.UTF_8));
        Record read = read(compression, new SimpleRecord(7, bytes("a"), bytes("v"), many), record("c", 1)).getFirst();
        assertThat(read.valueSize()).isEqualTo(1);
        assertThat(read.headers()).hasSize(1_001);
        assertThat(read.headers()[0]).isEqualTo(many[0]);
        assertThat(problem(read)).isEqualTo("the record has 400000 headers; at most 1000 are allowed");
    }

    @Test
    void readsHeadersUnchanged() {
        Header[] written = {new RecordHeader("a", bytes("1")), new RecordHeader("", new byte[0]),
                new RecordHeader("ü", null)};
        assertThat(read("none", new SimpleRecord(7, (byte[]) null, bytes("v"), written)).getFirst().headers())
                .containsExactly(written);
    }

    @Test
    void computesSerializedSizes() {
        assertThat(WireSize.of(new RecordHeader("", null))).isEqualTo(2);
        assertThat(WireSize.of(new RecordHeader("ü", new byte[64]))).isEqualTo(1 + 2 + 2 + 64);
        RecordHeaders headers = new RecordHeaders(headers(600_000, 0));
        assertThat(WireSize.of(headers)).isEqualTo(1_800_000);
        assertThat(DecompressedRecord.problem(headers, 0, 65_536))
                .isEqualTo("the record's headers have 1800000 bytes; at most 65536 are allowed");
        assertThat(DecompressedRecord.problem(new RecordHeaders(), 65_537, 65_536))
                .isEqualTo("the record's key and headers have 65537 bytes; at most 65536 are allowed");
        assertThat(WireSize.of(null, null, new RecordHeaders())).isEqualTo(84);
    }

    private static @Nullable String problem(Record record) {
        return DecompressedRecord.problem(new RecordHeaders(record.headers()), 0, 65_536);
    }

    private static SimpleRecord record(String key, int size) {
        return new SimpleRecord(7, bytes(key), new byte[size]);
    }

    private static Header[] headers(int count, int size) {
        Header[] headers = new Header[count];
        Arrays.fill(headers, new RecordHeader("h", new byte[size]));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Record> read(String compression, SimpleRecord... records) {
        RecordBatch batch = MemoryRecords.withRecords(Compression.of(compression).build(), records).batches().iterator()
                .next();
        List<Record> read = new ArrayList<>();
        Iterator<Record> iterator = batch.streamingIterator(BufferSupplier.NO_CACHING);
        iterator.forEachRemaining(read::add);
        return read;
    }
}
