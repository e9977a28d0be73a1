package dev.carteiro.dispatcher.scan;

import dev.carteiro.runtime.follow.TopicFollower;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.schemas.job.HeldMarker;
import dev.carteiro.schemas.job.JobKey;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.RedriveProgress;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A view of the jobs topic for all lanes of a process. Safe for any thread; only the follower's thread writes the maps.
 */
public final class JobView implements Jobs, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobView.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Map<Integer, Map<String, HeldMarker>> markers = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Redrive> redrives = new ConcurrentSkipListMap<>();

    /** The redrives that are not finished: few, however many there were before. */
    private final ConcurrentSkipListMap<Long, Redrive> unfinished = new ConcurrentSkipListMap<>();
    private final Map<String, Long> offsets = new ConcurrentHashMap<>();
    private final Map<JobKey.ProgressKey, RedriveProgress> progress = new ConcurrentHashMap<>();
    private final Admin admin;
    private final TopicFollower follower;

    /**
     * Starts to follow the jobs topic.
     *
     * @param onFatal called when the topic can no longer be followed; the process should exit
     */
    public static JobView start(KafkaAccess access, TopicNames names, Consumer<Throwable> onFatal) {
        return new JobView(access, names, onFatal);
    }

    private JobView(KafkaAccess access, TopicNames names, Consumer<Throwable> onFatal) {
        admin = access.admin();
        follower = TopicFollower.start(access, names.jobs(), "job-board", this::apply, onFatal);
    }

    /**
     * Waits until everything that the topic contained at the start is read.
     *
     * @throws KafkaUnavailable if that takes too long; the view is then closed
     */
    public void requireComplete(Duration atMost) throws InterruptedException {
        follower.requireComplete(atMost);
    }

    /** Returns the current activity of the follower's thread. */
    public Activity activity() {
        return follower.activity();
    }

    @Override
    public long position() {
        return follower.position();
    }

    @Override
    public Future<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    @Override
    public Future<Map<TopicPartition, Long>> starts(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    private Future<Map<TopicPartition, Long>> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        // The last stable offset would omit what a predecessor has committed while its commit marker is not yet written.
        return admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)).all()
                .thenApply(found -> {
                    Map<TopicPartition, Long> known = new HashMap<>();
                    found.forEach((partition, info) -> known.put(partition, info.offset()));
                    return known;
                });
    }

    @Override
    public boolean isMarked(int partition, String subscription) {
        Map<String, HeldMarker> there = markers.get(partition);
        return there != null && there.containsKey(subscription);
    }

    @Override
    public Map<String, HeldMarker> markers(int partition) {
        return Map.copyOf(markers.getOrDefault(partition, Map.of()));
    }

    @Override
    public List<Redrive> unfinished() {
        return List.copyOf(unfinished.values());
    }

    @Override
    public List<Redrive> finished() {
        return redrives.entrySet().stream().filter(entry -> !unfinished.containsKey(entry.getKey()))
                .map(Map.Entry::getValue).toList();
    }

    @Override
    public List<Redrive> before(Redrive job) {
        Long offset = offsets.get(job.id());
        return offset == null ? List.of() : List.copyOf(redrives.headMap(offset).values());
    }

    @Override
    public @Nullable RedriveProgress progress(String redrive, int partition) {
        return progress.get(new JobKey.ProgressKey(redrive, partition));
    }

    @Override
    public void close() {
        follower.close();
        admin.close(CLOSE_TIMEOUT);
    }

    private void apply(String key, byte @Nullable [] value, long offset) {
        JobKey known = JobKey.parse(key).orElse(null);
        if (known == null) {
            LOG.warn("ignoring the record with the unknown key '{}' at offset {} of the jobs topic", key, offset);
            return;
        }
        try {
            switch (known) {
                case JobKey.HeldKey(int partition, String subscription) -> {
                    Map<String, HeldMarker> there = markers.computeIfAbsent(partition, p -> new ConcurrentHashMap<>());
                    if (value == null) {
                        there.remove(subscription);
                    } else {
                        there.put(subscription, HeldMarker.read(value));
                    }
                }
                case JobKey.RedriveKey(String id) -> {
                    remove(id);
                    if (value != null) {
                        Redrive job = Redrive.read(id, value);
                        redrives.put(offset, job);
                        unfinished.put(offset, job);
                        offsets.put(id, offset);
                        dropIfFinished(id);
                    }
                }
                case JobKey.ProgressKey of -> {
                    if (value == null) {
                        progress.remove(of);
                    } else {
                        progress.put(of, RedriveProgress.read(value));
                        dropIfFinished(of.id());
                    }
                }
            }
        } catch (InvalidJsonException | RuntimeException e) { // one invalid record must not end the process
            LOG.error("ignoring the invalid job '{}' at offset {} of the jobs topic: {}", key, offset, e.getMessage());
        }
    }

    private void remove(String id) {
        Long offset = offsets.remove(id);
        if (offset != null) {
            redrives.remove(offset);
            unfinished.remove(offset);
        }
    }

    private void dropIfFinished(String id) {
        Long offset = offsets.get(id);
        Redrive job = offset == null ? null : unfinished.get(offset);
        if (job != null && job.shares().keySet().stream().allMatch(partition -> {
            RedriveProgress there = progress.get(new JobKey.ProgressKey(id, partition));
            return there != null && there.done();
        })) {
            unfinished.remove(offset);
        }
    }
}
