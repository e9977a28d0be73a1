package dev.carteiro.runtime.watch;

import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;

/** Which topics a role cannot do without. Stateless. */
final class RequiredTopics {
    private RequiredTopics() {
    }

    /** The plan's and those that events are read from. The plan's own events topic is one of the plan's, used or not. */
    static List<String> of(TopicPlan plan, List<String> eventTopics) {
        List<String> all = new ArrayList<>(plan.all().stream().map(TopicSpec::name).toList());
        eventTopics.stream().filter(topic -> !all.contains(topic)).forEach(all::add);
        return all;
    }
}
