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
 * The partitions this lane owns. Owned by the loop thread.
 *
 * <pre>
 *   assigned --> new, paused -- committed offset and gap map read --> loaded, flowing
 *   revoked, lost or started over --> its lease is lost
 * </pre>
 *
 * <p>Loading waits for Kafka, so it happens in the loop, where it can fail and be tried again, and not in the rebalance
 * callback.
 */
final class Assignment {
    /** Short, because only polls bring a consumer that has lost its place back into the group. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final CommittedOffsets settled;
    private final EndpointStatusTracker standings;
    private final LaneScans scans;
    private final TopicNames names;
    private final Map<TopicPartition, Partition> loaded = new HashMap<>();
    private final Set<TopicPartition> fresh = new HashSet<>();

    Assignment(LaneClients clients, EndpointStatusTracker standings, LaneScans scans, TopicNames names) {
        consumer = clients.consumer();
        settled = clients.settledOffsets();
        this.standings = standings;
        this.scans = scans;
        this.names = names;
    }

    /** Only what is loaded; changes with every rebalance. */
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

    /** No attempt begins any more for what is about to go. */
    void ending(Collection<TopicPartition> partitions) {
        for (TopicPartition name : partitions) {
            Partition partition = loaded.get(name);
            if (partition != null) {
                partition.lease().end();
            }
        }
    }

    /** Nothing of a partition that is about to go is under way, or waits to be written. */
    boolean isQuiet(TopicPartition name) {
        Partition partition = loaded.get(name);
        return partition == null || partition.tracker().outstanding() == 0;
    }

    void gone(Collection<TopicPartition> partitions) {
        // Others will see attempts that are not seen here.
        standings.forget();
        fresh.removeAll(partitions);
        for (TopicPartition name : partitions) {
            Partition partition = loaded.remove(name);
            if (partition != null) {
                loseLease(partition);
            }
        }
    }

    /** Everything is as if it had just been assigned: every lease is lost, everything is read again. */
    void startOver() {
        standings.forget();
        loaded.values().forEach(this::loseLease);
        loaded.clear();
        assigned(consumer.assignment());
    }

    /**
     * Reads where the fresh partitions stand and lets them flow.
     *
     * @throws NoOffsetForPartitionException if the group has no offset for one: nothing is guessed
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
                scans.loaded(name.partition());
            }
        }
        fresh.clear();
        consumer.resume(wanted);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> wanted) {
        try {
            return consumer.committed(wanted, ANSWER);
        } catch (TimeoutException e) {
            return settled.read(wanted).orElseThrow(() -> e);
        }
    }

    private void loseLease(Partition partition) {
        partition.lease().lose();
        TopicPartition name = partition.lease().partition();
        if (name.topic().equals(names.deliveries())) {
            scans.gone(name.partition());
        }
    }
}
