package dev.carteiro.dispatcher.scan;

import java.util.IdentityHashMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The offsets at which the records of one transaction were written, for some topics. Owned by the loop thread. */
public final class WrittenOffsets {
    private final Set<String> topics;
    private final IdentityHashMap<ProducerRecord<byte[], byte[]>, Future<RecordMetadata>> sent = new IdentityHashMap<>();

    /** @param topics the topics whose offsets are recorded */
    public WrittenOffsets(Set<String> topics) {
        this.topics = topics;
    }

    /** Records that a record was sent. */
    public void sent(ProducerRecord<byte[], byte[]> record, Future<RecordMetadata> future) {
        if (topics.contains(record.topic())) {
            sent.put(record, future);
        }
    }

    /** Returns the offset of a record once the transaction is committed; empty if the broker did not return it. */
    OptionalLong offset(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> future = sent.get(record);
        if (future == null || !future.isDone()) {
            return OptionalLong.empty();
        }
        try {
            RecordMetadata metadata = future.get();
            return metadata.hasOffset() ? OptionalLong.of(metadata.offset()) : OptionalLong.empty();
        } catch (ExecutionException | CancellationException e) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    /**
     * Returns the offset after the last record in one partition of a topic.
     *
     * @return 0 if there is no record; empty if the broker did not return the offset of each
     */
    OptionalLong end(String topic, int partition) {
        long end = 0;
        for (ProducerRecord<byte[], byte[]> record : sent.keySet()) {
            if (record.topic().equals(topic) && Integer.valueOf(partition).equals(record.partition())) {
                OptionalLong offset = offset(record);
                if (offset.isEmpty()) {
                    return offset;
                }
                end = Math.max(end, offset.getAsLong() + 1);
            }
        }
        return OptionalLong.of(end);
    }
}
