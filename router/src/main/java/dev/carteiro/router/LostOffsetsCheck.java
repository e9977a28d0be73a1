package dev.carteiro.router;

import dev.carteiro.router.routing.EventTopics;
import dev.carteiro.runtime.kafka.AdminCalls;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Detects a consumer group that has lost its offsets, as opposed to a new group. Stateless.
 *
 * <p>A router reads an event topic from its beginning if its group has no offset, so that new installations and new
 * topics lose no event. But Kafka deletes all offsets of a group that has been inactive for a week. Starting from the
 * beginning would then repeat the deliveries of all retained events. Only routers write the applied topic, and each of
 * its records in one transaction with an offset of the group. So if the topic contains a record, the group had offsets.
 */
final class LostOffsetsCheck {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private LostOffsetsCheck() {
    }

    /**
     * Checks that the group has not lost its offsets.
     *
     * @throws KafkaUnavailable if it has lost them; the message says what to do
     */
    static void requireNotLost(RouterSettings settings) {
        KafkaAccess access = new KafkaAccess(settings.client());
        try (Admin admin = access.admin()) {
            String group = settings.names().routerGroup();
            if (hasNoOffsets(admin, group, false) && hasRun(admin, access, settings.names())
                    && hasNoOffsets(admin, group, true)) {
                throw new KafkaUnavailable("group " + group + " has no committed offsets, although routers have run:"
                        + " the offsets expired or were deleted. The router does not start from the beginning, because all"
                        + " retained events would be delivered again. Set the offsets with kafka-consumer-groups --group "
                        + group + " "
                        + topics(settings.events()) + " --reset-offsets --to-datetime (or --to-latest, --to-earliest)"
                        + " --execute", null);
            }
        }
    }

    private static String topics(EventTopics events) {
        return switch (events) {
            case EventTopics.NamedTopics(List<String> topics) ->
                topics.stream().map(topic -> "--topic " + topic).collect(Collectors.joining(" "));
            case EventTopics.TopicPattern matching -> "--topic NAME for each event topic";
        };
    }

    /** @param isStable whether to wait for transactions that are about to commit offsets */
    private static boolean hasNoOffsets(Admin admin, String group, boolean isStable) {
        return AdminCalls.await(
                admin.listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(isStable))
                        .partitionsToOffsetAndMetadata(),
                "read the offsets of group " + group).values().stream().allMatch(Objects::isNull);
    }

    private static boolean hasRun(Admin admin, KafkaAccess access, TopicNames names) {
        if (!AdminCalls.await(admin.listTopics().names(), "list topics").contains(names.applied())) {
            return false;
        }
        TopicPartition applied = new TopicPartition(names.applied(), 0);
        Map<String, Object> config = access.with(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(applied));
            consumer.seekToBeginning(List.of(applied));
            long end = consumer.endOffsets(List.of(applied)).getOrDefault(applied, 0L);
            long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
            while (consumer.position(applied) < end) {
                if (!consumer.poll(POLL_TIMEOUT).isEmpty()) {
                    return true;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new KafkaUnavailable("cannot read " + applied + " within " + READ_TIMEOUT.toSeconds() + " s",
                            null);
                }
            }
            return false;
        }
    }
}
