package dev.carteiro.dispatcher.scan;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was read of one partition. Immutable.
 *
 * @param from where reading began
 * @param records in order
 * @param cursor below which there is nothing else
 */
record ScanBatch(long from, List<ConsumerRecord<byte[], byte[]>> records, long cursor) {
}
