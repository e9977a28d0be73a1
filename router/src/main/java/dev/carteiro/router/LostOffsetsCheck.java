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
 * Tells a group that has lost its offsets from one that has never had any. Stateless.
 *
 * <p>A router reads event topics from their beginning where its group has no offset, so that a new installation and a new
 * topic lose nothing. But Kafka forgets the offsets of a group that has been away for a week, all at once; to begin again
 * would then repeat the deliveries of every event that is kept. Only routers write the applied topic, and each record of
 * it in one transaction with an offset of the group: if it holds any, the group had offsets.
 */
final class LostOffsetsCheck {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration READ_WITHIN = Duration.ofSeconds(30);

    private LostOffsetsCheck() {
    }

    /** @throws KafkaUnavailable if the group has lost its offsets; the message says what to do */
    static void refuse(RouterSettings settings) {
        KafkaAccess access = new KafkaAccess(settings.client());
        try (Admin admin = access.admin()) {
            String group = settings.names().routerGroup();
            if (hasNone(admin, group, false) && hasRun(admin, access, settings.names())
                    && hasNone(admin, group, true)) {
                throw new KafkaUnavailable("group " + group + " has no committed offsets, although routers have run:"
                        + " they expired or were deleted. Nothing is guessed: from the beginning, all events that are"
                        + " kept would be delivered again. Choose with kafka-consumer-groups --group " + group + " "
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

    /** @param settled whether to wait for transactions that are about to commit some */
    private static boolean hasNone(Admin admin, String group, boolean settled) {
        return AdminCalls.await(
                admin.listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(settled))
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
            long deadline = System.nanoTime() + READ_WITHIN.toNanos();
            while (consumer.position(applied) < end) {
                if (!consumer.poll(POLL).isEmpty()) {
                    return true;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new KafkaUnavailable("cannot read " + applied + " within " + READ_WITHIN.toSeconds() + " s",
                            null);
                }
            }
            return false;
        }
    }
}
