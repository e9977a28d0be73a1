package dev.carteiro.schemas.topic;

import dev.carteiro.schemas.topic.TopicSpec.CleanupPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All topics of one installation. Immutable.
 *
 * <p>Everything on the delivery side has the same partition count and the same key, so that one member of the
 * dispatcher's group owns partition <i>p</i> of all of it. The small compacted topics have one partition: a position
 * in them is then one number, which a delivery can carry to say which version of its subscription it matched.
 *
 * @param names the topics' names
 * @param tiers the retry topics
 * @param partitions the count on the delivery side
 * @param withApi whether those are among them that only the API reads and writes
 */
public record TopicPlan(TopicNames names, RetryTiers tiers, int partitions, boolean withApi) {
    /** Room for the largest event, its delivery headers and a dead letter's reasons. */
    public static final int MAX_MESSAGE_BYTES = 1_048_588;

    /**
     * What a delivery may carry beside the event, in bytes: key and headers, of which most come with the event. What is
     * written about a delivery repeats them, in JSON up to six times as long.
     */
    public static final int MAX_AROUND = 64 * 1024;

    /** The longest metadata of a dispatcher's offset commit, in bytes; brokers take 4,096 unless told otherwise. */
    public static final int MAX_OFFSET_METADATA = 4_000;

    public static final Duration DELIVERY_RETENTION = Duration.ofDays(14);

    /** A day, for which idempotency keys count, and more: until nobody may compare anything with the record. */
    public static final Duration IDEMPOTENCY_RETENTION = Duration.ofHours(26);

    public TopicPlan {
        if (partitions < 1 || partitions > 10_000) {
            throw new IllegalArgumentException(partitions + " partitions: write a number from 1 to 10000");
        }
    }

    /** All topics. */
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
            // One partition, since the order of its records decides; not compacted, since that would take records out of it.
            all.add(new TopicSpec(names.idempotency(), 1, CleanupPolicy.DELETE, IDEMPOTENCY_RETENTION, MAX_MESSAGE_BYTES));
        }
        return all;
    }

    /** What the dispatcher's group consumes: deliveries and every retry tier. */
    public List<String> dispatched() {
        List<String> topics = new ArrayList<>();
        topics.add(names.deliveries());
        topics.addAll(tiers.topics(names));
        return topics;
    }

    /** The topics of each group that must have an offset for every partition, so that nothing is lost or repeated. */
    public Map<String, List<String>> consumed() {
        return Map.of(names.dispatcherGroup(), dispatched(), names.fanoutGroup(), List.of(names.fanout()));
    }

    /** The plan's topics whose names pass. */
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
