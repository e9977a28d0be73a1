package dev.carteiro.runtime.watch;

import dev.carteiro.runtime.kafka.AdminCalls;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.topic.TopicSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads committed offsets and end offsets of all stages through an admin client. Owned by the watch's thread.
 *
 * <p>A partition without a committed offset counts from its first record: a group that is stuck there commits nothing, and is as
 * far behind as a group that has never run.
 */
final class LagProbe {
    private static final Logger LOG = LoggerFactory.getLogger(LagProbe.class);

    /** Expiry is checked in one of so many rounds: it changes slowly, and makes brokers search an index. */
    private static final int ROUNDS_PER_EXPIRY_CHECK = 12;

    private final Admin admin;
    private final List<Stage> stages;
    private final Map<String, Duration> retention;
    private final InstantSource wall;
    private final EventSources events;
    private final String routerGroup;
    private final Map<Stage, Map<TopicPartition, PartitionWatch>> watched = new HashMap<>();
    private final Map<Stage, Integer> halfExpired = new HashMap<>();
    private int rounds;

    LagProbe(Admin admin, TopicPlan plan, EventSources events, InstantSource wall) {
        this.admin = admin;
        this.events = events;
        routerGroup = plan.names().routerGroup();
        this.wall = wall;
        stages = Stage.of(plan.names(), plan.tiers());
        retention = plan.all().stream().filter(spec -> spec.retention() != null)
                .collect(Collectors.toMap(TopicSpec::name, LagProbe::retention));
        stages.forEach(stage -> watched.put(stage, new HashMap<>()));
    }

    List<Stage> stages() {
        return stages;
    }

    /**
     * @param counts partition counts of the described topics
     * @throws KafkaUnavailable if Kafka does not respond
     */
    Map<Stage, StageLag> measure(Map<String, Integer> counts, long nowNanos) {
        boolean withExpiry = rounds++ % ROUNDS_PER_EXPIRY_CHECK == 0;
        for (String group : new TreeSet<>(stages.stream().map(Stage::group).toList())) {
            measureIfAuthorized(group, counts, nowNanos, withExpiry);
        }
        Map<Stage, StageLag> found = new HashMap<>();
        watched.forEach((stage, partitions) -> found.put(stage,
                StageLag.of(stage, partitions.values(), halfExpired.getOrDefault(stage, 0), nowNanos)));
        return found;
    }

    /** Skips a group that this role is not authorized to describe. */
    private void measureIfAuthorized(String group, Map<String, Integer> counts, long nowNanos, boolean withExpiry) {
        try {
            measure(group, counts, nowNanos, withExpiry);
        } catch (KafkaUnavailable e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            LOG.debug("cannot read the offsets of group {}: {}", group, e.getMessage());
        }
    }

    private void measure(String group, Map<String, Integer> counts, long nowNanos, boolean withExpiry) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(AdminCalls.await(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                "read the offsets of group " + group));
        committed.values().removeIf(Objects::isNull);
        Map<TopicPartition, OffsetSpec> uncommitted = new HashMap<>();
        partitionsOf(group, counts).stream().filter(partition -> !committed.containsKey(partition))
                .forEach(partition -> uncommitted.put(partition, OffsetSpec.earliest()));
        offsets(uncommitted, IsolationLevel.READ_UNCOMMITTED)
                .forEach((partition, first) -> committed.put(partition, new OffsetAndMetadata(first)));
        Set<TopicPartition> there = committed.keySet();
        Map<TopicPartition, Long> stable = ends(there, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> ends = ends(there, IsolationLevel.READ_UNCOMMITTED);
        stages.stream().filter(stage -> stage.group().equals(group))
                .forEach(stage -> watched.getOrDefault(stage, Map.of()).keySet().retainAll(there));
        committed.forEach((name, offset) -> {
            Long stableEnd = stable.get(name);
            Long end = ends.get(name);
            if (stableEnd != null && end != null) {
                partition(group, name, nowNanos).observe(offset, stableEnd, Math.max(end, stableEnd), nowNanos);
            }
        });
        if (withExpiry) {
            stages.stream().filter(stage -> stage.group().equals(group))
                    .forEach(stage -> halfExpired.put(stage, halfExpired(stage)));
        }
    }

    /** Returns all partitions that the group reads, with or without a committed offset. */
    private Set<TopicPartition> partitionsOf(String group, Map<String, Integer> counts) {
        Map<String, Integer> read = new HashMap<>();
        stages.stream().filter(stage -> stage.group().equals(group)).map(Stage::topic)
                .forEach(topic -> read.put(topic, counts.getOrDefault(topic, 0)));
        if (group.equals(routerGroup)) {
            events.topics().forEach(topic -> read.put(topic, counts.getOrDefault(topic, 0)));
            read.putAll(matching());
        }
        Set<TopicPartition> partitions = new HashSet<>();
        read.forEach((topic, count) -> IntStream.range(0, count)
                .forEach(partition -> partitions.add(new TopicPartition(topic, partition))));
        return partitions;
    }

    /** Returns the event topics that match the pattern now, with their partition counts. */
    private Map<String, Integer> matching() {
        Pattern pattern = events.pattern();
        if (pattern == null) {
            return Map.of();
        }
        List<String> topics = AdminCalls.await(admin.listTopics().names(), "list the topics").stream()
                .filter(pattern.asMatchPredicate()).toList();
        Map<String, Integer> counts = new HashMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, description) -> AdminResults
                .ifExists(description, "describe topic " + topic)
                .ifPresent(found -> counts.put(topic, found.partitions().size())));
        return counts;
    }

    private PartitionWatch partition(String group, TopicPartition name, long nowNanos) {
        return watched.computeIfAbsent(Stage.reading(stages, group, name.topic()), stage -> new HashMap<>())
                .computeIfAbsent(name, fresh -> new PartitionWatch(nowNanos));
    }

    /**
     * Counts partitions whose oldest unread record is older than half of the retention. Looks up the first record of the younger
     * half: if that is not the oldest unread record, or if there is none, an older one is unread.
     */
    private int halfExpired(Stage stage) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        Map<TopicPartition, PartitionWatch> partitions = watched.getOrDefault(stage, Map.of());
        partitions.forEach((name, partition) -> {
            Duration kept = retention.get(name.topic());
            if (kept != null && partition.lag() > 0) {
                asked.put(name, OffsetSpec.forTimestamp(wall.instant().minus(kept.dividedBy(2)).toEpochMilli()));
            }
        });
        int count = 0;
        for (Map.Entry<TopicPartition, Long> young : offsets(asked, IsolationLevel.READ_COMMITTED).entrySet()) {
            PartitionWatch partition = partitions.get(young.getKey());
            boolean isOlder = partition != null
                    && (young.getValue() < 0 || young.getValue() > partition.committed());
            count += isOlder ? 1 : 0;
        }
        return count;
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return offsets(latest, isolation);
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> asked, IsolationLevel isolation) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (!asked.isEmpty()) {
            ListOffsetsResult result = admin.listOffsets(asked, new ListOffsetsOptions(isolation));
            // One by one: a deleted topic would fail the request for all.
            for (TopicPartition partition : new ArrayList<>(asked.keySet())) {
                AdminResults.ifExists(result.partitionResult(partition), "read the end of " + partition)
                        .ifPresent(found -> offsets.put(partition, found.offset()));
            }
        }
        return offsets;
    }

    private static Duration retention(TopicSpec spec) {
        Duration kept = spec.retention();
        return kept == null ? Duration.ZERO : kept;
    }
}
