package dev.carteiro.dispatcher.scan;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records that were read from one partition. Immutable.
 *
 * @param from the first offset that was read
 * @param records the records, in the order of their offsets
 * @param cursor the offset up to which the partition was read
 */
record ScanBatch(long from, List<ConsumerRecord<byte[], byte[]>> records, long cursor) {
}
