package dev.carteiro.dispatcher.scan;

import java.util.IdentityHashMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Where the records of one transaction came to lie, for the topics of interest. Owned by the loop thread. */
public final class WrittenOffsets {
    private final Set<String> topics;
    private final IdentityHashMap<ProducerRecord<byte[], byte[]>, Future<RecordMetadata>> sent = new IdentityHashMap<>();

    public WrittenOffsets(Set<String> topics) {
        this.topics = topics;
    }

    public void sent(ProducerRecord<byte[], byte[]> record, Future<RecordMetadata> future) {
        if (topics.contains(record.topic())) {
            sent.put(record, future);
        }
    }

    /** To be asked when the transaction is committed; empty where the broker did not say. */
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
     * Behind the last record in one partition of a topic.
     *
     * @return 0 if there is none; empty where the broker did not say of each
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
