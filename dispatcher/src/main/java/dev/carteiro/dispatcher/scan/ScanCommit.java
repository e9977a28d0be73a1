package dev.carteiro.dispatcher.scan;

import dev.carteiro.dispatcher.hold.HeldPartition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The scans' part of one transaction: at most one chunk, and the markers of held records. Immutable.
 *
 * @param records all records of this part
 * @param chunk the chunk; {@code null} if there is none
 * @param held the subscriptions whose records the transaction holds, by partition, with the time of the first
 * @param changes the changes of markers, by partition
 * @param partitions the partitions of deliveries whose offsets the transaction must contain
 */
public record ScanCommit(List<ProducerRecord<byte[], byte[]>> records, @Nullable ScanChunk chunk,
        Map<Integer, Map<String, Instant>> held, Map<Integer, HeldPartition.MarkerChange> changes,
        Set<Integer> partitions) {
    /** Returns true if this part needs no transaction. */
    public boolean isEmpty() {
        return partitions.isEmpty();
    }
}
