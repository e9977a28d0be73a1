package dev.carteiro.runtime.watch;

import dev.carteiro.schemas.time.Durations;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A place where records may pile up: a group and topics that it reads. Immutable.
 *
 * @param name fit for a metric's label
 * @param group whose committed offsets count
 * @param topic that it reads; empty for every topic of the group that no other stage reads
 * @param patience how long a partition of it may rightly stand still
 */
record Stage(String name, String group, String topic, Duration patience) {
    static final String BOUND = "registrar, router, fanout, dispatcher, and retry.TIER for each retry tier";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** All stages of an installation. */
    static List<Stage> of(TopicNames names, RetryTiers tiers) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("registrar", names.routerGroup(), names.subscriptions(), PATIENCE));
        stages.add(new Stage("router", names.routerGroup(), "", PATIENCE));
        stages.add(new Stage("fanout", names.fanoutGroup(), names.fanout(), PATIENCE));
        stages.add(new Stage("dispatcher", names.dispatcherGroup(), names.deliveries(), PATIENCE));
        for (Duration wait : tiers.waits()) {
            String tier = Durations.format(wait);
            stages.add(new Stage("retry." + tier, names.dispatcherGroup(), names.retry(tier), PATIENCE.plus(wait)));
        }
        return List.copyOf(stages);
    }

    boolean reads(String ofGroup, String ofTopic) {
        return group.equals(ofGroup) && (topic.isEmpty() || topic.equals(ofTopic));
    }

    /** The stage of a group that reads a topic; one that names the topic comes before one that takes the rest. */
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
