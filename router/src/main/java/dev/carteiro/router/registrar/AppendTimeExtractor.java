package dev.carteiro.router.registrar;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Gives Streams the time at which Kafka appended a record, for subscriptions are created and updated then. Stateless.
 *
 * <p>The registrar writes with the wall clock all the same, so that a topic without log-append time does no harm.
 */
final class AppendTimeExtractor implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        // Streams would drop a record with a negative one.
        return Math.max(0, record.timestamp());
    }
}
