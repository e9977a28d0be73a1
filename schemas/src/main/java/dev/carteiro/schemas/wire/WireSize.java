package dev.carteiro.schemas.wire;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Computes the size of records in Kafka's record format v2 (KIP-98). Stateless. Keys, values and headers are prefixed
 * with their lengths as varints, so that even an empty header takes two bytes.
 */
public final class WireSize {
    /**
     * Overhead of a batch with one record: the batch header, and the record's attributes, timestamp, offset and
     * lengths.
     */
    public static final int BATCH_OF_ONE = 61 + 21;

    private WireSize() {
    }

    /** Returns the size of a header as a producer would write it. A name that was not valid UTF-8 becomes longer. */
    public static int of(Header header) {
        int name = Utils.utf8Length(header.key());
        return ByteUtils.sizeOfVarint(name) + name + of(header.value());
    }

    /** Returns the size of all headers, in linear time. */
    public static int of(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += of(header);
        }
        return saturated(size);
    }

    /** Returns the size of a record in a batch of its own, before compression. */
    public static int of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return saturated((long) BATCH_OF_ONE + of(key) + of(value) + of(headers));
    }

    /** Returns the size of a key or a value, including its length prefix. */
    public static int of(byte @Nullable [] bytes) {
        return bytes == null
                ? ByteUtils.sizeOfVarint(-1)
                : saturated((long) ByteUtils.sizeOfVarint(bytes.length) + bytes.length);
    }

    private static int saturated(long size) {
        return (int) Math.min(Integer.MAX_VALUE, size);
    }
}
