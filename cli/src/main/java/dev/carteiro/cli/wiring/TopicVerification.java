package dev.carteiro.cli.wiring;

import dev.carteiro.router.routing.EventTopics;
import dev.carteiro.runtime.kafka.TopicAdmin;
import java.util.ArrayList;
import java.util.List;

/** What every role asks about the topics before it starts. Stateless. */
public final class TopicVerification {
    /** What is expected where there is nothing to go by. */
    public static final int DEFAULT_PARTITIONS = 48;

    private TopicVerification() {
    }

    /**
     * Everything that is wrong, one line each; empty when a role may start.
     *
     * @param withApi whether the role is, or has, an API
     */
    public static List<String> problems(TopicAdmin admin, InstallationSettings installation, boolean withApi) {
        int partitions = admin.partitions(installation.names().deliveries()).orElse(DEFAULT_PARTITIONS);
        List<String> problems = new ArrayList<>(admin.verify(installation.plan(partitions, withApi)));
        if (installation.events() instanceof EventTopics.NamedTopics(List<String> topics)) {
            List<String> others = topics.stream().filter(topic -> !topic.equals(installation.names().events()))
                    .toList();
            admin.missing(others).forEach(topic -> problems
                    .add("event topic " + topic + " does not exist: create it, or correct the setting topics.events"));
        }
        return problems;
    }
}
