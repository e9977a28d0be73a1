package dev.carteiro.schemas.event;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record of a source topic, as it was read. Immutable; headers and value are shared and must not be modified.
 *
 * @param timestampMillis time of the record, in unix milliseconds
 * @param value {@code null} for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record SourceRecord(String topic, int partition, long offset, long timestampMillis, Headers headers,
        byte @Nullable [] value) {

    /** Returns the value of the last header with this name, as Kafka's own clients resolve repeated names. */
    public byte @Nullable [] header(String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
