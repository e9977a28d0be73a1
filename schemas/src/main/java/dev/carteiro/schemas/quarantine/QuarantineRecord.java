package dev.carteiro.schemas.quarantine;

import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.wire.WireSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record of the quarantine topic: the original key, value and headers, and {@code quarantine-*} headers with the
 * reason and the original position. Immutable. It always fits into the topic: parts that are too large are truncated or
 * omitted, and a header says so.
 *
 * @param key original key; {@code null} if there was none, or it was larger than {@value #MAX_KEY_BYTES} bytes
 * @param value original value, truncated to {@value #MAX_VALUE_BYTES} bytes
 * @param headers reason, position and up to {@value #MAX_HEADER_BYTES} bytes of the original headers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record QuarantineRecord(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    public static final String REASON = "quarantine-reason";
    public static final String DETAIL = "quarantine-detail";
    public static final String TOPIC = "quarantine-topic";
    public static final String PARTITION = "quarantine-partition";
    public static final String OFFSET = "quarantine-offset";
    public static final String TIMESTAMP = "quarantine-timestamp";
    /** Size of the original key in bytes, only if it was omitted. */
    public static final String KEY_BYTES = "quarantine-key-bytes";
    /** Size of the original value in bytes, only if it was truncated. */
    public static final String VALUE_BYTES = "quarantine-value-bytes";
    /** Number of original headers that were omitted, only if there are any. */
    public static final String HEADERS_LEFT_OUT = "quarantine-headers-left-out";

    static final int MAX_KEY_BYTES = 16 * 1024;
    static final int MAX_VALUE_BYTES = 640 * 1024;
    static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int MAX_DETAIL_LENGTH = 2_000;

    /** Prefix that is reserved for the headers of the quarantine record. */
    private static final String RESERVED_PREFIX = "quarantine-";

    /**
     * @param reason reason code with few values
     * @param detail explanation in one line
     */
    public static QuarantineRecord of(byte @Nullable [] key, SourceRecord source, String reason, String detail) {
        Headers headers = new RecordHeaders();
        add(headers, REASON, reason);
        add(headers, DETAIL,
                detail.length() > MAX_DETAIL_LENGTH ? detail.substring(0, MAX_DETAIL_LENGTH) + "..." : detail);
        add(headers, TOPIC, source.topic());
        add(headers, PARTITION, Integer.toString(source.partition()));
        add(headers, OFFSET, Long.toString(source.offset()));
        add(headers, TIMESTAMP, Long.toString(source.timestampMillis()));
        byte[] keptKey = key != null && key.length > MAX_KEY_BYTES ? null : key;
        if (key != null && keptKey == null) {
            add(headers, KEY_BYTES, Integer.toString(key.length));
        }
        byte[] value = source.value();
        if (value != null && value.length > MAX_VALUE_BYTES) {
            add(headers, VALUE_BYTES, Integer.toString(value.length));
            value = Arrays.copyOf(value, MAX_VALUE_BYTES);
        }
        keepOriginals(source.headers(), headers);
        return new QuarantineRecord(keptKey, value, headers);
    }

    private static void keepOriginals(Headers originals, Headers headers) {
        int room = MAX_HEADER_BYTES;
        int leftOut = 0;
        for (Header header : originals) {
            if (header.key().startsWith(RESERVED_PREFIX)) {
                continue;
            }
            int size = WireSize.of(header);
            if (size <= room) {
                room -= size;
                headers.add(header);
            } else {
                leftOut++;
            }
        }
        if (leftOut > 0) {
            add(headers, HEADERS_LEFT_OUT, Integer.toString(leftOut));
        }
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
