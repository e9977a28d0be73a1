package dev.carteiro.router.routing;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Gives Streams the wall clock and keeps the record's own time. Stateless.
 *
 * <p>Streams orders partitions by the extracted time and writes it to what it produces, so an event dated in the past
 * or the future would expire at once or stall the router. But an event without a {@code timestamp} takes its record's
 * time, and a processor sees only the extracted one; so the record's rides along in a header, which is taken off again
 * before anything is written.
 */
public final class RecordTimeExtractor implements TimestampExtractor {
    private static final String HEADER = "carteiro-router-record-time";

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        record.headers().remove(HEADER)
                .add(HEADER, ByteBuffer.allocate(Long.BYTES).putLong(Math.max(0, record.timestamp())).array());
        return System.currentTimeMillis();
    }

    /** The record's own time in unix milliseconds; takes the header off. */
    static long takeOff(Headers headers, long otherwise) {
        Header header = headers.lastHeader(HEADER);
        headers.remove(HEADER);
        return header == null ? otherwise : ByteBuffer.wrap(header.value()).getLong();
    }
}
