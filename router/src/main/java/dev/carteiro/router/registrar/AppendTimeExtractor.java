package dev.carteiro.router.registrar;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Gives Streams the time at which Kafka appended a record, which is the time at which a subscription was created or
 * updated. Stateless.
 *
 * <p>The registrar still writes records with the wall-clock time, so that a topic without log-append time does no harm.
 */
final class AppendTimeExtractor implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        // Streams drops records with a negative timestamp.
        return Math.max(0, record.timestamp());
    }
}
