package dev.carteiro.cli.run;

import dev.carteiro.runtime.kafka.KafkaAccess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a killed process left in the groups of an embedded broker. Stateless.
 *
 * <p>Without this its static members would be waited for until their sessions time out, and the broker starts that time
 * anew whenever it is started. Whoever holds the data directory knows that they are gone.
 */
final class StaleMembers {
    private static final Logger LOG = LoggerFactory.getLogger(StaleMembers.class);

    private StaleMembers() {
    }

    /** Does nothing for groups that do not exist yet; what does not work is only logged, as the roles will say it. */
    static void remove(KafkaAccess access, List<String> groups) throws InterruptedException {
        try (Admin admin = access.admin()) {
            for (String group : groups) {
                try {
                    remove(admin, group);
                } catch (ExecutionException e) {
                    LOG.debug("no stale members removed from {}", group, e);
                }
            }
        }
    }

    private static void remove(Admin admin, String group) throws ExecutionException, InterruptedException {
        Map<String, ConsumerGroupDescription> found = admin.describeConsumerGroups(List.of(group)).all().get();
        List<MemberToRemove> stale = found.values().stream().flatMap(description -> description.members().stream())
                .flatMap(member -> member.groupInstanceId().stream()).map(MemberToRemove::new).toList();
        if (!stale.isEmpty()) {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions(stale)).all().get();
            LOG.info("removed {} members that a killed process left in {}", stale.size(), group);
        }
    }
}
