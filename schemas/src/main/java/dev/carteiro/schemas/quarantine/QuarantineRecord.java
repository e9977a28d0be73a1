package dev.carteiro.schemas.quarantine;

import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.topic.TopicPlan;
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

    /** The least that a topic must take for a record to be kept at all: reason, position, and some of the value. */
    public static final int LEAST = 8 * 1024;

    static final int MAX_KEY = 16 * 1024;
    static final int MAX_VALUE = 640 * 1024;
    static final int MAX_HEADERS = 64 * 1024;
    private static final int MAX_DETAIL = 2_000;
    private static final int MAX_DETAIL_BYTES = 2_048;

    /** Its own headers may begin so, and no other. */
    private static final String OWN = "quarantine-";

    /** As below, for a topic as Carteiro makes it. */
    public static QuarantineRecord of(byte @Nullable [] key, SourceRecord source, String reason, String detail) {
        return of(key, source, reason, detail, TopicPlan.MAX_MESSAGE_BYTES);
    }

    /**
     * @param reason a code with few values
     * @param detail one line for a person
     * @param most bytes that the topic takes in one batch, at least {@link #LEAST}
     */
    public static QuarantineRecord of(byte @Nullable [] key, SourceRecord source, String reason, String detail,
            int most) {
        boolean isSmall = most < TopicPlan.MAX_MESSAGE_BYTES;
        Headers headers = new RecordHeaders();
        add(headers, REASON, reason);
        add(headers, DETAIL, detail(detail, isSmall));
        add(headers, TOPIC, source.topic());
        add(headers, PARTITION, Integer.toString(source.partition()));
        add(headers, OFFSET, Long.toString(source.offset()));
        add(headers, TIMESTAMP, Long.toString(source.timestampMillis()));
        byte[] keptKey = key != null && key.length > (isSmall ? most / 16 : MAX_KEY) ? null : key;
        if (key != null && keptKey == null) {
            add(headers, KEY_BYTES, Integer.toString(key.length));
        }
        keepOriginals(source.headers(), headers, isSmall ? most / 16 : MAX_HEADERS);
        return new QuarantineRecord(keptKey, value(source.value(), keptKey, headers, most), headers);
    }

    private static byte @Nullable [] value(byte @Nullable [] value, byte @Nullable [] key, Headers headers, int most) {
        if (value == null) {
            return null;
        }
        // The size's own header is counted in any case.
        add(headers, VALUE_BYTES, Integer.toString(value.length));
        int room = Math.max(0, Math.min(MAX_VALUE, most - WireSize.of(key, null, headers) - MAX_LENGTH));
        if (value.length > room) {
            return Arrays.copyOf(value, room);
        }
        headers.remove(VALUE_BYTES);
        return value;
    }

    /** Of a value's length, as a varint. */
    private static final int MAX_LENGTH = 5;

    private static String detail(String detail, boolean isSmall) {
        String bounded = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "..." : detail;
        return isSmall && bounded.length() > MAX_DETAIL_BYTES / 3
                ? bounded.substring(0, MAX_DETAIL_BYTES / 3 - 3) + "..."
                : bounded;
    }

    private static void keepOriginals(Headers originals, Headers headers, int most) {
        int room = most;
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
