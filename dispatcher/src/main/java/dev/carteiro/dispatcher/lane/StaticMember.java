package dev.carteiro.dispatcher.lane;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over the place of a static member in the group. Stateless.
 *
 * <p>With KIP-848, a member that was killed keeps its instance id until its session ends, and its successor is rejected
 * until then, unlike in the classic protocol. A lane's id belongs to one process at a time. So a starting lane removes
 * its predecessor from the group, as {@code initTransactions} fences the predecessor's producer. A predecessor that
 * still runs loses its partitions.
 */
final class StaticMember {
    private static final Logger LOG = LoggerFactory.getLogger(StaticMember.class);

    private StaticMember() {
    }

    /** Removes the predecessor. If that fails, the successor waits for the predecessor's session to end. */
    static void removePredecessor(LaneSettings settings) throws InterruptedException {
        if (!settings.isStatic()) {
            return;
        }
        try (Admin admin = settings.access().admin()) {
            admin.removeMembersFromConsumerGroup(settings.names().dispatcherGroup(),
                    new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(settings.id())))).all().get();
            LOG.info("lane {}: took over from a predecessor that had not left the group", settings.id());
        } catch (ExecutionException e) {
            LOG.debug("lane {}: no predecessor to remove", settings.id(), e);
        }
    }
}
