package dev.carteiro.dispatcher.scan;

import dev.carteiro.schemas.job.JobKey;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Removes redrives that are no longer needed. Owned by the loop thread; never blocks.
 *
 * <p>A finished redrive prevents that its dead letters are redriven again. So it stays while one of these may still
 * exist, and for at least a week, for display. The lane that owns its first partition removes it.
 */
final class JobCleanup {
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration MIN_RETENTION = Duration.ofDays(7);

    /** The most removals in one transaction; the rest follows an hour later. */
    private static final int MAX_REMOVALS = 100;

    private final TopicNames names;
    private final Jobs jobs;
    private List<Redrive> candidates = List.of();
    private List<Redrive> due = List.of();
    private @Nullable Future<Map<TopicPartition, Long>> starts;
    private long nextNanos;

    JobCleanup(TopicNames names, Jobs jobs, long nowNanos) {
        this.names = names;
        this.jobs = jobs;
        nextNanos = nowNanos;
    }

    /**
     * Requests, or evaluates, the starts of the dead letters' partitions.
     *
     * @param owned the partitions of this lane
     * @param agreed the time that all clocks agree on
     */
    void step(Set<Integer> owned, Instant agreed, long nowNanos) {
        due = due.stream().filter(job -> owned.contains(job.shares().firstKey())).toList();
        Future<Map<TopicPartition, Long>> response = starts;
        if (response != null && response.isDone()) {
            starts = null;
            if (response.state() == Future.State.SUCCESS) {
                Map<TopicPartition, Long> known = response.resultNow();
                due = candidates.stream().filter(job -> areLettersGone(job, known)).limit(MAX_REMOVALS).toList();
            }
        } else if (response == null && due.isEmpty() && nowNanos - nextNanos >= 0) {
            nextNanos = nowNanos + INTERVAL.toNanos();
            candidates = jobs.finished().stream().filter(job -> !job.shares().isEmpty()
                    && owned.contains(job.shares().firstKey()) && job.createdAt().plus(MIN_RETENTION).isBefore(agreed))
                    .toList();
            if (!candidates.isEmpty()) {
                starts = jobs.starts(candidates.stream().flatMap(this::letters).distinct().toList());
            }
        }
    }

    /** Returns the redrives to remove. */
    List<Redrive> due() {
        return due;
    }

    /** Returns all keys of a redrive in the jobs topic. */
    static List<JobKey> keys(Redrive job) {
        List<JobKey> keys = new ArrayList<>();
        keys.add(new JobKey.RedriveKey(job.id()));
        job.shares().keySet().forEach(partition -> keys.add(new JobKey.ProgressKey(job.id(), partition)));
        return keys;
    }

    /** Records that the transaction that removed them is committed. */
    void removed() {
        due = List.of();
    }

    private Stream<TopicPartition> letters(Redrive job) {
        return job.shares().keySet().stream().map(partition -> new TopicPartition(names.deadLetters(), partition));
    }

    private boolean areLettersGone(Redrive job, Map<TopicPartition, Long> begin) {
        return job.shares().entrySet().stream().allMatch(share -> begin
                .getOrDefault(new TopicPartition(names.deadLetters(), share.getKey()), 0L) >= share.getValue().end());
    }
}
