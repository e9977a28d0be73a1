package dev.carteiro.schemas.event;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One record as it lies in an event topic.
 *
 * @param timestampMillis the record's time, unix milliseconds
 * @param value {@code null} for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record SourceRecord(String topic, int partition, long offset, long timestampMillis, Headers headers,
        byte @Nullable [] value) {

    /** The last header of that name as bytes, as Kafka's own clients resolve repeated names. */
    public byte @Nullable [] header(String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
