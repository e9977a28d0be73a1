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
 * Removes redrives that say nothing any more. Owned by the loop thread; nothing in it waits.
 *
 * <p>A finished redrive is what keeps a dead letter from being redriven again, so it stays for as long as one of the letters
 * that it covers may be there, and for a week in any case, to be looked at. It is removed by the lane that owns its first
 * partition.
 */
final class JobCleanup {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration SHOWN_FOR = Duration.ofDays(7);

    /** In one transaction; the rest follows an hour later. */
    private static final int MOST = 100;

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
     * One step.
     *
     * @param owned partitions of this lane
     * @param agreed now, by every clock
     */
    void step(Set<Integer> owned, Instant agreed, long nowNanos) {
        due = due.stream().filter(job -> owned.contains(job.shares().firstKey())).toList();
        Future<Map<TopicPartition, Long>> answer = starts;
        if (answer != null && answer.isDone()) {
            starts = null;
            if (answer.state() == Future.State.SUCCESS) {
                Map<TopicPartition, Long> known = answer.resultNow();
                due = candidates.stream().filter(job -> areLettersGone(job, known)).limit(MOST).toList();
            }
        } else if (answer == null && due.isEmpty() && nowNanos - nextNanos >= 0) {
            nextNanos = nowNanos + EVERY.toNanos();
            candidates = jobs.finished().stream().filter(job -> !job.shares().isEmpty()
                    && owned.contains(job.shares().firstKey()) && job.createdAt().plus(SHOWN_FOR).isBefore(agreed))
                    .toList();
            if (!candidates.isEmpty()) {
                starts = jobs.starts(candidates.stream().flatMap(this::letters).distinct().toList());
            }
        }
    }

    /** What is to be removed, the partitions with which that commits among them. */
    List<Redrive> due() {
        return due;
    }

    static List<JobKey> keys(Redrive job) {
        List<JobKey> keys = new ArrayList<>();
        keys.add(new JobKey.RedriveKey(job.id()));
        job.shares().keySet().forEach(partition -> keys.add(new JobKey.ProgressKey(job.id(), partition)));
        return keys;
    }

    /** The transaction that removed them is committed. */
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
