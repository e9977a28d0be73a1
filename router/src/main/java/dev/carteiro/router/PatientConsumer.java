package dev.carteiro.router;

import dev.carteiro.runtime.kafka.CommittedOffsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A stream thread's consumer that finds its way around a coordinator which never says where the group stands, see {@link
 * dev.carteiro.runtime.kafka.SettledOffsets}. Owned by its thread.
 *
 * <p>Streams (4.3.1) asks once for each new task, and goes on when it knows. By itself the consumer would then still not
 * have a position, so it is given that one as well.
 */
final class PatientConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Once it had to be asked elsewhere, the next tasks need not wait to find the same. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final CommittedOffsets settled;
    private final Duration answer;
    private long unsettledNanos = System.nanoTime() - REMEMBERED.toNanos();

    PatientConsumer(Map<String, Object> config, CommittedOffsets settled) {
        this(config, settled, ANSWER);
    }

    /** @param answer how long the coordinator has to say it */
    PatientConsumer(Map<String, Object> config, CommittedOffsets settled, Duration answer) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.settled = settled;
        this.answer = answer;
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        boolean isRemembered = System.nanoTime() - unsettledNanos < REMEMBERED.toNanos();
        try {
            return committed(partitions, isRemembered ? answer.dividedBy(10) : answer);
        } catch (TimeoutException e) {
            Map<TopicPartition, OffsetAndMetadata> known = settled.read(partitions).orElseThrow(() -> e);
            unsettledNanos = System.nanoTime();
            return startAt(partitions, known);
        }
    }

    /** @return as {@link #committed} does: with {@code null} for those that nothing is committed for */
    private Map<TopicPartition, OffsetAndMetadata> startAt(Set<TopicPartition> partitions,
            Map<TopicPartition, OffsetAndMetadata> known) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = known.get(partition);
            all.put(partition, offset);
            if (offset != null && assignment().contains(partition)) {
                seek(partition, offset);
            }
        }
        return all;
    }
}
