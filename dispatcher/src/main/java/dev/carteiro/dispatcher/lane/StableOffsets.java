package dev.carteiro.dispatcher.lane;

import dev.carteiro.runtime.kafka.AdminCalls;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersOptions;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the group's committed offsets while its coordinator does not return them. Safe for any thread.
 *
 * <p>A consumer gets its offsets only while no open transaction may still change them. After a kill or an outage, the
 * coordinator of Kafka 4.3.1 may remember a transaction as open that the log of {@code __consumer_offsets} shows as
 * ended. It then returns no offsets until that broker restarts. The log is authoritative: if it shows no open
 * transaction, the committed offsets are stable.
 */
final class StableOffsets implements CommittedOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(StableOffsets.class);
    private static final int TIMEOUT_MILLIS = 3_000;

    private final KafkaAccess access;
    private final String group;

    StableOffsets(KafkaAccess access, String group) {
        this.access = access;
        this.group = group;
    }

    @Override
    public Optional<Map<TopicPartition, OffsetAndMetadata>> read(Set<TopicPartition> wanted) {
        try (Admin admin = access.admin()) {
            TopicPartition home = home(admin);
            if (isAnyOpen(admin, home)) {
                return Optional.empty();
            }
            Map<TopicPartition, OffsetAndMetadata> offsets = AdminCalls.await(
                    admin.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(wanted)),
                            new ListConsumerGroupOffsetsOptions().requireStable(false).timeoutMs(TIMEOUT_MILLIS))
                            .partitionsToOffsetAndMetadata(group),
                    "list the offsets of " + group);
            LOG.warn("the coordinator of group {} does not return its offsets, though no transaction is open in {}:"
                    + " using the committed offsets", group, home);
            return Optional.of(offsets);
        } catch (KafkaUnavailable e) {
            LOG.debug("cannot read the stable offsets of group {}", group, e);
            return Optional.empty();
        }
    }

    /** Returns the partition that stores the group's offsets. */
    private TopicPartition home(Admin admin) {
        TopicDescription offsets = AdminCalls.await(
                admin.describeTopics(List.of(Topic.GROUP_METADATA_TOPIC_NAME),
                        new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS)).allTopicNames(),
                "describe " + Topic.GROUP_METADATA_TOPIC_NAME).values().iterator().next();
        return new TopicPartition(Topic.GROUP_METADATA_TOPIC_NAME,
                Utils.abs(group.hashCode()) % offsets.partitions().size());
    }

    private static boolean isAnyOpen(Admin admin, TopicPartition home) {
        PartitionProducerState state = AdminCalls.await(
                admin.describeProducers(List.of(home), new DescribeProducersOptions().timeoutMs(TIMEOUT_MILLIS))
                        .partitionResult(home),
                "describe the producers of " + home);
        return state.activeProducers().stream()
                .anyMatch(producer -> producer.currentTransactionStartOffset().isPresent());
    }
}
