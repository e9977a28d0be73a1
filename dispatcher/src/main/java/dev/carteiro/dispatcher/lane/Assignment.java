package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.scan.LaneScans;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The partitions that are assigned to this lane. Owned by the loop thread.
 *
 * <pre>
 *   assigned --> new, paused -- committed offset and gap map read --> loaded, flowing
 *   revoked, lost or started over --> its lease is lost
 * </pre>
 *
 * <p>Loading blocks on Kafka. It therefore runs in the loop, where it can fail and be repeated, and not in the
 * rebalance callback.
 */
final class Assignment {
    /** Short, because a consumer that was removed from its group joins it again only during polls. */
    private static final Duration COMMITTED_TIMEOUT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final CommittedOffsets settled;
    private final EndpointStatusTracker statusTracker;
    private final LaneScans scans;
    private final TopicNames names;
    private final Map<TopicPartition, Partition> loaded = new HashMap<>();
    private final Set<TopicPartition> fresh = new HashSet<>();

    Assignment(LaneClients clients, EndpointStatusTracker statusTracker, LaneScans scans, TopicNames names) {
        consumer = clients.consumer();
        settled = clients.settledOffsets();
        this.statusTracker = statusTracker;
        this.scans = scans;
        this.names = names;
    }

    /** Returns the loaded partitions. The map is live and changes with every rebalance. */
    Map<TopicPartition, Partition> partitions() {
        return loaded;
    }

    boolean isLoaded() {
        return fresh.isEmpty();
    }

    void assigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        fresh.addAll(partitions);
    }

    /** Prevents further attempts for partitions that are about to be revoked. */
    void endLeases(Collection<TopicPartition> partitions) {
        for (TopicPartition name : partitions) {
            Partition partition = loaded.get(name);
            if (partition != null) {
                partition.lease().end();
            }
        }
    }

    /** Returns true if the partition has no attempt in flight and no result to write. */
    boolean isDrained(TopicPartition name) {
        Partition partition = loaded.get(name);
        return partition == null || partition.tracker().outstanding() == 0;
    }

    void remove(Collection<TopicPartition> partitions) {
        // Other dispatchers will make attempts that this process does not see.
        statusTracker.forget();
        fresh.removeAll(partitions);
        for (TopicPartition name : partitions) {
            Partition partition = loaded.remove(name);
            if (partition != null) {
                loseLease(partition);
            }
        }
    }

    /** Treats all partitions as just assigned: every lease is lost, and all offsets are read again. */
    void startOver() {
        statusTracker.forget();
        loaded.values().forEach(this::loseLease);
        loaded.clear();
        assigned(consumer.assignment());
    }

    /**
     * Reads the committed offsets of newly assigned partitions and resumes them.
     *
     * @throws NoOffsetForPartitionException if the group has no offset for one of them; no default is used
     */
    void load() {
        if (fresh.isEmpty()) {
            return;
        }
        Set<TopicPartition> wanted = new HashSet<>(fresh);
        Map<TopicPartition, OffsetAndMetadata> committed = committed(wanted);
        for (TopicPartition name : wanted) {
            OffsetAndMetadata offset = committed.get(name);
            if (offset == null) {
                throw new NoOffsetForPartitionException(name);
            }
            loaded.put(name, new Partition(new Lease(name), names.tier(name.topic()), offset));
            consumer.seek(name, offset.offset());
            if (name.topic().equals(names.deliveries())) {
                scans.addPartition(name.partition());
            }
        }
        fresh.clear();
        consumer.resume(wanted);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> wanted) {
        try {
            return consumer.committed(wanted, COMMITTED_TIMEOUT);
        } catch (TimeoutException e) {
            return settled.read(wanted).orElseThrow(() -> e);
        }
    }

    private void loseLease(Partition partition) {
        partition.lease().lose();
        TopicPartition name = partition.lease().partition();
        if (name.topic().equals(names.deliveries())) {
            scans.removePartition(name.partition());
        }
    }
}
