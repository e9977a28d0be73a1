package dev.carteiro.schemas.topic;

import dev.carteiro.schemas.topic.TopicSpec.CleanupPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The topics of one installation. Immutable.
 *
 * <p>All delivery topics have the same number of partitions and the same key. So one member of the dispatcher's group
 * owns partition <i>p</i> of all of them. The small compacted topics have one partition. A position in them is then a
 * single number, with which a delivery can refer to a version of its subscription.
 *
 * @param names names of the topics
 * @param tiers retry topics
 * @param partitions number of partitions of the delivery topics
 * @param withApi whether to include topics that only the API uses
 */
public record TopicPlan(TopicNames names, RetryTiers tiers, int partitions, boolean withApi) {
    /** Maximum size of a message: the largest event, its delivery headers and the headers of a dead letter. */
    public static final int MAX_MESSAGE_BYTES = 1_048_588;

    /**
     * Maximum size of a delivery's key and headers, in bytes. Most of them come from the event. Records about a
     * delivery repeat them, as JSON up to six times as long.
     */
    public static final int MAX_AROUND = 64 * 1024;

    /** Maximum size of the metadata in a dispatcher's offset commit, in bytes; brokers accept 4,096 by default. */
    public static final int MAX_OFFSET_METADATA = 4_000;

    public static final Duration DELIVERY_RETENTION = Duration.ofDays(14);

    /**
     * Retention of idempotency records: longer than the 24 hours for which keys are valid, so that a record exists as
     * long as requests may be compared with it.
     */
    public static final Duration IDEMPOTENCY_RETENTION = Duration.ofHours(26);

    public TopicPlan {
        if (partitions < 1 || partitions > 10_000) {
            throw new IllegalArgumentException(partitions + " partitions: use a number from 1 to 10000");
        }
    }

    /** Creates a plan with all topics. */
    public TopicPlan(TopicNames names, RetryTiers tiers, int partitions) {
        this(names, tiers, partitions, true);
    }

    public List<TopicSpec> all() {
        List<TopicSpec> all = new ArrayList<>();
        all.add(deleted(names.events(), Duration.ofDays(14)));
        all.add(compacted(names.subscriptions()));
        all.add(compacted(names.applied()));
        all.add(compacted(names.endpointStatus()));
        all.add(compacted(names.jobs()));
        all.add(deleted(names.fanout(), DELIVERY_RETENTION));
        all.add(deleted(names.deliveries(), DELIVERY_RETENTION));
        for (String topic : tiers.topics(names)) {
            all.add(deleted(topic, DELIVERY_RETENTION));
        }
        all.add(deleted(names.held(), Duration.ofDays(45)));
        all.add(deleted(names.deadLetters(), Duration.ofDays(90)));
        all.add(deleted(names.attempts(), Duration.ofDays(30)));
        all.add(deleted(names.quarantine(), Duration.ofDays(30)));
        if (withApi) {
            // One partition, because the order of its records decides; not compacted, because that would remove
            // records.
            all.add(new TopicSpec(names.idempotency(), 1, CleanupPolicy.DELETE, IDEMPOTENCY_RETENTION,
                    MAX_MESSAGE_BYTES));
        }
        return all;
    }

    /** Returns the topics that the dispatcher's group consumes: deliveries and all retry tiers. */
    public List<String> dispatchedTopics() {
        List<String> topics = new ArrayList<>();
        topics.add(names.deliveries());
        topics.addAll(tiers.topics(names));
        return topics;
    }

    /**
     * Returns, by group, the topics that need a committed offset for every partition, so that nothing is lost or
     * repeated.
     */
    public Map<String, List<String>> consumedTopics() {
        return Map.of(names.dispatcherGroup(), dispatchedTopics(), names.fanoutGroup(), List.of(names.fanout()));
    }

    /** Returns the topics whose names match. */
    public List<TopicSpec> only(Predicate<String> name) {
        return all().stream().filter(spec -> name.test(spec.name())).toList();
    }

    private static TopicSpec compacted(String name) {
        return new TopicSpec(name, 1, CleanupPolicy.COMPACT, null, MAX_MESSAGE_BYTES);
    }

    private TopicSpec deleted(String name, Duration retention) {
        return new TopicSpec(name, partitions, CleanupPolicy.DELETE, retention, MAX_MESSAGE_BYTES);
    }
}
