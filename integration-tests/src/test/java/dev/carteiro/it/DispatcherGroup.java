package dev.carteiro.it;

import dev.carteiro.testkit.broker.Broker;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.admin.MemberDescription;
import org.awaitility.Awaitility;

/** The dispatchers' consumer group, as the broker sees it. */
final class DispatcherGroup {
    private final Broker broker;
    private final String name;

    DispatcherGroup(Broker broker, String name) {
        this.broker = broker;
        this.name = name;
    }

    /** Waits until the group has that many members, and each of them some partitions. */
    void awaitMembersWithWork(int count, Duration atMost) {
        Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(100)).until(() -> {
            Collection<MemberDescription> members = members();
            return members.size() == count
                    && members.stream().noneMatch(member -> member.assignment().topicPartitions().isEmpty());
        });
    }

    private Collection<MemberDescription> members() throws Exception {
        return broker.admin().describeConsumerGroups(List.of(name)).all().get().values().iterator().next().members();
    }
}
