package dev.carteiro.runtime.watch;

import dev.carteiro.schemas.time.Durations;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A stage where records can pile up: a consumer group and the topics that it reads. Immutable.
 *
 * @param name value of the metric's label
 * @param group the group whose committed offsets count
 * @param topic the topic; empty for every topic of the group that no other stage reads
 * @param stallLimit time without a commit after which a partition with records counts as stalled
 */
record Stage(String name, String group, String topic, Duration stallLimit) {
    static final String BOUND = "registrar, router, fanout, dispatcher, and retry.TIER for each retry tier";

    private static final Duration STALL_LIMIT = Duration.ofMinutes(5);

    /** Returns all stages of an installation. */
    static List<Stage> of(TopicNames names, RetryTiers tiers) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("registrar", names.routerGroup(), names.subscriptions(), STALL_LIMIT));
        stages.add(new Stage("router", names.routerGroup(), "", STALL_LIMIT));
        stages.add(new Stage("fanout", names.fanoutGroup(), names.fanout(), STALL_LIMIT));
        stages.add(new Stage("dispatcher", names.dispatcherGroup(), names.deliveries(), STALL_LIMIT));
        for (Duration wait : tiers.waits()) {
            String tier = Durations.format(wait);
            stages.add(new Stage("retry." + tier, names.dispatcherGroup(), names.retry(tier), STALL_LIMIT.plus(wait)));
        }
        return List.copyOf(stages);
    }

    boolean reads(String ofGroup, String ofTopic) {
        return group.equals(ofGroup) && (topic.isEmpty() || topic.equals(ofTopic));
    }

    /** Returns the group's stage that reads a topic; a stage that names the topic wins over the one that takes the rest. */
    static Stage reading(List<Stage> stages, String group, String topic) {
        Stage rest = null;
        for (Stage stage : stages) {
            if (stage.reads(group, topic)) {
                if (!stage.topic().isEmpty()) {
                    return stage;
                }
                rest = stage;
            }
        }
        if (rest == null) {
            throw new IllegalArgumentException("no stage of group " + group + " reads " + topic);
        }
        return rest;
    }
}
