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
 * The group's offsets where its coordinator takes them for unsettled and the log says otherwise. Safe for any thread.
 *
 * <p>A consumer is told its offsets only when no transaction is open that may still change them. After a kill or an outage
 * the coordinator of Kafka 4.3.1 may remember an open transaction that the log of {@code __consumer_offsets} shows as ended,
 * and then nobody is told anything until that broker restarts. The log is the truth: where no transaction is open in it,
 * what is committed is settled.
 */
final class StableOffsets implements CommittedOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(StableOffsets.class);
    private static final int ANSWER_MILLIS = 3_000;

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
                            new ListConsumerGroupOffsetsOptions().requireStable(false).timeoutMs(ANSWER_MILLIS))
                            .partitionsToOffsetAndMetadata(group),
                    "list the offsets of " + group);
            LOG.warn("the coordinator of group {} does not say where it stands, though no transaction is open in {}:"
                    + " going by what is committed", group, home);
            return Optional.of(offsets);
        } catch (KafkaUnavailable e) {
            LOG.debug("no settled offsets of {}", group, e);
            return Optional.empty();
        }
    }

    /** Where the group's offsets lie. */
    private TopicPartition home(Admin admin) {
        TopicDescription offsets = AdminCalls.await(
                admin.describeTopics(List.of(Topic.GROUP_METADATA_TOPIC_NAME),
                        new DescribeTopicsOptions().timeoutMs(ANSWER_MILLIS)).allTopicNames(),
                "describe " + Topic.GROUP_METADATA_TOPIC_NAME).values().iterator().next();
        return new TopicPartition(Topic.GROUP_METADATA_TOPIC_NAME,
                Utils.abs(group.hashCode()) % offsets.partitions().size());
    }

    private static boolean isAnyOpen(Admin admin, TopicPartition home) {
        PartitionProducerState state = AdminCalls.await(
                admin.describeProducers(List.of(home), new DescribeProducersOptions().timeoutMs(ANSWER_MILLIS))
                        .partitionResult(home),
                "describe the producers of " + home);
        return state.activeProducers().stream()
                .anyMatch(producer -> producer.currentTransactionStartOffset().isPresent());
    }
}
