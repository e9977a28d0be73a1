package dev.carteiro.runtime.watch;

import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;

/** Lists the topics that a role requires. Stateless. */
final class RequiredTopics {
    private RequiredTopics() {
    }

    /** Returns the plan's topics and the event sources. The plan's own events topic is included, used or not. */
    static List<String> of(TopicPlan plan, List<String> eventTopics) {
        List<String> all = new ArrayList<>(plan.all().stream().map(TopicSpec::name).toList());
        eventTopics.stream().filter(topic -> !all.contains(topic)).forEach(all::add);
        return all;
    }
}
