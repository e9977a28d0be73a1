package dev.carteiro.cli.wiring;

import dev.carteiro.router.routing.EventTopics;
import dev.carteiro.runtime.kafka.TopicAdmin;
import java.util.ArrayList;
import java.util.List;

/** Verifies the topics before a role starts. Stateless. */
public final class TopicVerification {
    /** The partitions of the delivery topics if none exist. */
    public static final int DEFAULT_PARTITIONS = 48;

    private TopicVerification() {
    }

    /**
     * Returns one line for each problem; empty if a role can start.
     *
     * @param withApi true if the process runs the API
     */
    public static List<String> problems(TopicAdmin admin, InstallationSettings installation, boolean withApi) {
        int partitions = admin.partitions(installation.names().deliveries()).orElse(DEFAULT_PARTITIONS);
        List<String> problems = new ArrayList<>(admin.verify(installation.plan(partitions, withApi)));
        if (installation.events() instanceof EventTopics.NamedTopics(List<String> topics)) {
            List<String> ownTopics = topics.stream().filter(topic -> !topic.equals(installation.names().events()))
                    .toList();
            admin.missing(ownTopics).forEach(topic -> problems
                    .add("event topic " + topic + " does not exist: create it, or correct the setting topics.events"));
        }
        return problems;
    }
}
