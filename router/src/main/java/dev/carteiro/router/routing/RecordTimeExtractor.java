package dev.carteiro.router.routing;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Gives Streams the wall-clock time, and keeps the record's own time in a header. Stateless.
 *
 * <p>Streams orders partitions by the extracted time and writes it to its output. So an event dated in the past would
 * expire immediately, and one dated in the future would stall the router. But an event without a {@code timestamp} gets
 * its record's time, and a processor sees only the extracted time. Therefore a header carries the record's time; it is
 * removed before anything is written.
 */
public final class RecordTimeExtractor implements TimestampExtractor {
    private static final String HEADER = "carteiro-router-record-time";

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        record.headers().remove(HEADER)
                .add(HEADER, ByteBuffer.allocate(Long.BYTES).putLong(Math.max(0, record.timestamp())).array());
        return System.currentTimeMillis();
    }

    /** Returns the record's own time in unix milliseconds, and removes the header. */
    static long removeFrom(Headers headers, long otherwise) {
        Header header = headers.lastHeader(HEADER);
        headers.remove(HEADER);
        return header == null ? otherwise : ByteBuffer.wrap(header.value()).getLong();
    }
}
