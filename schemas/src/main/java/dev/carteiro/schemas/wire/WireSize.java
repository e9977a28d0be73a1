package dev.carteiro.schemas.wire;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Computes what a record takes in Kafka's record format v2 (KIP-98): each key, value and header has its length before it,
 * as a varint, and so even an empty header takes two bytes. Stateless.
 */
public final class WireSize {
    /** A batch of one record: the batch's header, and the record's attributes, timestamp, offset and lengths. */
    public static final int BATCH_OF_ONE = 61 + 21;

    private WireSize() {
    }

    /** A header, as a producer would write it: a name that was not valid UTF-8 takes more than it took. */
    public static int of(Header header) {
        int name = Utils.utf8Length(header.key());
        return ByteUtils.sizeOfVarint(name) + name + of(header.value());
    }

    /** All headers; linear in their number. */
    public static int of(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += of(header);
        }
        return saturated(size);
    }

    /** A whole record in a batch of its own, before compression. */
    public static int of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return saturated((long) BATCH_OF_ONE + of(key) + of(value) + of(headers));
    }

    /** A key, or a value, with its length. */
    public static int of(byte @Nullable [] bytes) {
        return bytes == null
                ? ByteUtils.sizeOfVarint(-1)
                : saturated((long) ByteUtils.sizeOfVarint(bytes.length) + bytes.length);
    }

    private static int saturated(long size) {
        return (int) Math.min(Integer.MAX_VALUE, size);
    }
}
