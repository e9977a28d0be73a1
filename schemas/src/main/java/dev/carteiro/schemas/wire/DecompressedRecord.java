package dev.carteiro.schemas.wire;

import dev.carteiro.schemas.topic.TopicPlan;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record of a compressed batch, and its headers, within limits. Stateless.
 *
 * <p>Kafka's brokers limit only the compressed size of a batch, and 700 MB of zeros are compressed to 22 KB. Kafka's
 * consumers (4.3.1) allocate the size that a record declares, and one object per header, before they call any code of
 * Carteiro. So {@link DecompressionLimit} makes them call these methods instead. A larger record is skipped during
 * decompression and replaced by a placeholder: a record at the same offset without key and value, with one header that
 * contains the original size.
 *
 * <pre>
 *   record body    attributes  timestamp delta  offset delta  key  value  header count  headers
 *   placeholder    the same    the same         the same      null null   1             carteiro-unread-bytes
 * </pre>
 */
public final class DecompressedRecord {
    /** Maximum size of a record, in bytes. Carteiro's topics accept larger records only if they are compressed. */
    public static final int MAX_BYTES = TopicPlan.MAX_MESSAGE_BYTES;

    /** Maximum number of headers of a record. */
    public static final int MAX_HEADERS = 1_000;

    /** Maximum size of a record without key and value, in bytes; no component uses the rest of such a record. */
    static final int MAX_BYTES_WITHOUT_CONTENT = 64 * 1024;

    /** Maximum number of records per poll, which limits the memory of a poll. */
    public static final int MAX_POLL_RECORDS = 200;

    static final String UNREAD_BYTES = "carteiro-unread-bytes";
    static final String UNREAD_HEADERS = "carteiro-unread-headers";

    private DecompressedRecord() {
    }

    /**
     * Returns the problem with a record's size, in one pass over its headers. Must be called before anything else reads
     * the record.
     *
     * @param otherBytes additional bytes that count, for example of the key
     * @param maxBytes maximum size of the headers and {@code otherBytes}
     * @return explanation in one line; {@code null} if there is no problem
     */
    public static @Nullable String problem(Headers headers, int otherBytes, int maxBytes) {
        long size = otherBytes;
        for (Header header : headers) {
            if (header.key().equals(UNREAD_BYTES)) {
                return "the record has " + text(header) + " bytes when decompressed; at most " + MAX_BYTES
                        + " are allowed";
            }
            if (header.key().equals(UNREAD_HEADERS)) {
                return "the record has " + text(header) + " headers; at most " + MAX_HEADERS + " are allowed";
            }
            size += WireSize.of(header);
        }
        return size <= maxBytes
                ? null
                : "the record's " + (otherBytes == 0 ? "headers have " : "key and headers have ") + size
                        + " bytes; at most " + maxBytes + " are allowed";
    }

    /** Returns the headers of a placeholder for a record of this size. */
    public static Headers unread(int size) {
        return new RecordHeaders().add(UNREAD_BYTES, decimal(size));
    }

    /** Reads the body of a record. Kafka's {@code DefaultRecord} calls this instead of its own code. */
    public static ByteBuffer body(InputStream in) throws IOException {
        int size = ByteUtils.readVarint(in);
        if (size < 0) {
            throw new InvalidRecordException("Invalid record size: " + size);
        }
        if (size > MAX_BYTES) {
            return placeholder(in, size);
        }
        ByteBuffer body = ByteBuffer.allocate(size);
        if (Utils.readFully(in, body) != size) {
            throw new InvalidRecordException("Invalid record size: expected " + size + " bytes in record payload,"
                    + " but the record payload reached EOF.");
        }
        body.flip();
        return size > MAX_BYTES_WITHOUT_CONTENT && isWithoutContent(body.duplicate())
                ? placeholder(new ByteArrayInputStream(body.array(), 0, size), size)
                : body;
    }

    /** Reads the headers of a record. Kafka's {@code DefaultRecord} calls this instead of its own code. */
    public static Header[] headers(ByteBuffer body, int count) {
        int kept = Math.min(count, MAX_HEADERS);
        Header[] headers = new Header[kept < count ? kept + 1 : kept];
        for (int i = 0; i < count; i++) {
            int nameLength = length(body, ByteUtils.readVarint(body));
            if (nameLength < 0) {
                throw new InvalidRecordException("Invalid negative header key size " + nameLength);
            }
            if (i < kept) {
                String name = Utils.utf8(body, nameLength);
                skip(body, nameLength);
                // A copy, because a slice would keep the whole record in memory as long as one of its headers.
                headers[i] = new RecordHeader(name, bytes(body, length(body, ByteUtils.readVarint(body))));
            } else {
                skip(body, nameLength);
                skip(body, Math.max(0, length(body, ByteUtils.readVarint(body))));
            }
        }
        if (kept < count) {
            headers[kept] = new RecordHeader(UNREAD_HEADERS, decimal(count));
        }
        return headers;
    }

    private static ByteBuffer placeholder(InputStream record, int size) throws IOException {
        CountingInputStream in = new CountingInputStream(record);
        int attributes = in.read();
        long timestamp = ByteUtils.readVarlong(in);
        int offset = ByteUtils.readVarint(in);
        in.skipNBytes(size - in.count);
        ByteBuffer body = ByteBuffer.allocate(64 + UNREAD_BYTES.length());
        body.put((byte) attributes);
        ByteUtils.writeVarlong(timestamp, body);
        ByteUtils.writeVarint(offset, body);
        ByteUtils.writeVarint(-1, body);
        ByteUtils.writeVarint(-1, body);
        ByteUtils.writeVarint(1, body);
        ByteUtils.writeVarint(UNREAD_BYTES.length(), body);
        body.put(UNREAD_BYTES.getBytes(StandardCharsets.UTF_8));
        byte[] value = decimal(size);
        ByteUtils.writeVarint(value.length, body);
        body.put(value);
        return body.flip();
    }

    private static boolean isWithoutContent(ByteBuffer body) {
        body.get();
        ByteUtils.readVarlong(body);
        ByteUtils.readVarint(body);
        boolean hasKey = ByteUtils.readVarint(body) >= 0;
        return !hasKey && ByteUtils.readVarint(body) < 0;
    }

    private static int length(ByteBuffer body, int length) {
        if (length > body.remaining()) {
            throw new InvalidRecordException(
                    "A header of " + length + " bytes exceeds the remaining " + body.remaining()
                            + " bytes of its record");
        }
        return length;
    }

    private static void skip(ByteBuffer body, int length) {
        body.position(body.position() + length);
    }

    private static byte @Nullable [] bytes(ByteBuffer body, int length) {
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }

    private static byte[] decimal(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Header header) {
        byte[] value = header.value();
        String text = value == null || value.length > 10 ? "" : new String(value, StandardCharsets.UTF_8);
        return text.matches("[0-9]+") ? text : "too many";
    }

    /**
     * Counts the bytes that are read, without skipped ones. Necessary because the encoding of a varint may be longer
     * than needed.
     */
    private static final class CountingInputStream extends FilterInputStream {
        private int count;

        private CountingInputStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            count++;
            return super.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
