package dev.carteiro.checker.run;

import dev.carteiro.checker.history.PartitionPosition;
import dev.carteiro.checker.process.HarnessException;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.topic.TopicPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads the offsets of the consumer groups. Used by one thread. */
final class GroupPositions implements AutoCloseable {
    private static final byte[] LAST_EVENT = "{\"event\":\"check.over\",\"tenant\":\"nobody\",\"data\":{}}"
            .getBytes(StandardCharsets.UTF_8);
    private static final long TIMEOUT_SECONDS = 30;

    private final KafkaAccess access;
    private final TopicPlan plan;
    private final Admin admin;

    GroupPositions(KafkaAccess access, TopicPlan plan) {
        this.access = access;
        this.plan = plan;
        admin = access.admin();
    }

    /** Publishes one more event to each partition, which no subscription matches, and returns the end offsets. */
    Map<TopicPartition, Long> markEnd() throws InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(access.with(Map.of()),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < plan.partitions(); partition++) {
                long offset = producer.send(new ProducerRecord<>(plan.names().events(), partition, null, LAST_EVENT))
                        .get().offset();
                ends.put(new TopicPartition(plan.names().events(), partition), offset + 1);
            }
        } catch (ExecutionException e) {
            throw new HarnessException("cannot publish the last events: " + e.getMessage(), e);
        }
        return ends;
    }

    /** Returns whether the router has routed everything before those offsets. */
    boolean isRouted(Map<TopicPartition, Long> ends) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(plan.names().routerGroup());
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata offset = committed.get(end.getKey());
            return offset != null && offset.offset() >= end.getValue();
        });
    }

    /**
     * Returns the positions of the groups of {@link TopicPlan#consumedTopics}. Committed offsets are read before end offsets: if they are
     * equal, nothing was in progress in between, since its results would still have to be written.
     */
    List<PartitionPosition> positions() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        for (String group : plan.consumedTopics().keySet()) {
            committed.putAll(committed(group));
        }
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        plan.consumedTopics().values().stream().flatMap(List::stream)
                .forEach(topic -> IntStream.range(0, plan.partitions())
                        .forEach(partition -> latest.put(new TopicPartition(topic, partition), OffsetSpec.latest())));
        List<PartitionPosition> positions = new ArrayList<>();
        await(admin.listOffsets(latest).all()).forEach((partition, end) -> {
            OffsetAndMetadata offset = committed.get(partition);
            positions.add(
                    new PartitionPosition(partition.toString(), offset == null ? -1 : offset.offset(), end.offset()));
        });
        positions.sort(Comparator.comparing(PartitionPosition::partition));
        return positions;
    }

    @Override
    public void close() {
        admin.close();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) throws InterruptedException {
        return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new HarnessException("cannot read a group's offsets: " + e.getMessage(), e);
        }
    }
}
