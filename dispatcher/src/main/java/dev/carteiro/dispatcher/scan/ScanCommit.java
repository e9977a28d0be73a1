package dev.carteiro.dispatcher.scan;

import dev.carteiro.dispatcher.hold.HeldPartition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The scans' part of one transaction: a chunk, if there is one, and the markers that go with what is held. Immutable.
 *
 * @param records all of it
 * @param chunk {@code null} if none is under way
 * @param held subscriptions of which the transaction holds records, by partition, with the time of the first
 * @param changes of markers, by partition
 */
public record ScanCommit(List<ProducerRecord<byte[], byte[]>> records, @Nullable ScanChunk chunk,
        Map<Integer, Map<String, Instant>> held, Map<Integer, HeldPartition.MarkerChange> changes, Set<Integer> partitions) {
    /** Whether nothing of it needs a transaction. */
    public boolean isEmpty() {
        return partitions.isEmpty();
    }
}
