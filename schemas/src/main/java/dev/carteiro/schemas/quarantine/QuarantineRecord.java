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
 * One record of the quarantine topic: the original key and value, the original headers, and in {@code quarantine-*}
 * headers why and from where. It always fits the topic: what is too large to keep is cut or left out, and that is said.
 * Immutable.
 *
 * @param key the original key; {@code null} if there was none, or it was larger than {@value #MAX_KEY} bytes
 * @param value the original value, cut at {@value #MAX_VALUE} bytes
 * @param headers reason, position and the original headers, of which {@value #MAX_HEADERS} bytes are kept
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record QuarantineRecord(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    public static final String REASON = "quarantine-reason";
    public static final String DETAIL = "quarantine-detail";
    public static final String TOPIC = "quarantine-topic";
    public static final String PARTITION = "quarantine-partition";
    public static final String OFFSET = "quarantine-offset";
    public static final String TIMESTAMP = "quarantine-timestamp";
    /** The original key's size, where it was left out. */
    public static final String KEY_BYTES = "quarantine-key-bytes";
    /** The original value's size, where it was cut. */
    public static final String VALUE_BYTES = "quarantine-value-bytes";
    /** How many of the original headers were left out, where any were. */
    public static final String HEADERS_LEFT_OUT = "quarantine-headers-left-out";

    static final int MAX_KEY = 16 * 1024;
    static final int MAX_VALUE = 640 * 1024;
    static final int MAX_HEADERS = 64 * 1024;
    private static final int MAX_DETAIL = 2_000;

    /** Its own headers may begin so, and no other. */
    private static final String OWN = "quarantine-";

    /**
     * @param reason a code with few values
     * @param detail one line for a person
     */
    public static QuarantineRecord of(byte @Nullable [] key, SourceRecord source, String reason, String detail) {
        Headers headers = new RecordHeaders();
        add(headers, REASON, reason);
        add(headers, DETAIL, detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "..." : detail);
        add(headers, TOPIC, source.topic());
        add(headers, PARTITION, Integer.toString(source.partition()));
        add(headers, OFFSET, Long.toString(source.offset()));
        add(headers, TIMESTAMP, Long.toString(source.timestampMillis()));
        byte[] keptKey = key != null && key.length > MAX_KEY ? null : key;
        if (key != null && keptKey == null) {
            add(headers, KEY_BYTES, Integer.toString(key.length));
        }
        byte[] value = source.value();
        if (value != null && value.length > MAX_VALUE) {
            add(headers, VALUE_BYTES, Integer.toString(value.length));
            value = Arrays.copyOf(value, MAX_VALUE);
        }
        keepOriginals(source.headers(), headers);
        return new QuarantineRecord(keptKey, value, headers);
    }

    private static void keepOriginals(Headers originals, Headers headers) {
        int room = MAX_HEADERS;
        int leftOut = 0;
        for (Header header : originals) {
            if (header.key().startsWith(OWN)) {
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
