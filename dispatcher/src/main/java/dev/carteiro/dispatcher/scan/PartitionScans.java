package dev.carteiro.dispatcher.scan;

import dev.carteiro.dispatcher.hold.HeldPartition;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.Redrive.Share;
import dev.carteiro.schemas.job.RedriveProgress;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scans of one partition, from its assignment to its revocation. Owned by the loop thread.
 *
 * <pre>
 *   assigned --> asked where jobs and held end --> the board has read so far --> ready
 * </pre>
 *
 * <p>Whatever a former owner committed for this partition lies below the end that is asked for after the assignment; from
 * then on nobody else commits anything for it. So when the board has read so far, what it says is complete, and from
 * there what is known here is ahead of the board.
 */
final class PartitionScans {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionScans.class);

    private final TopicNames names;
    private final int partition;
    private final Jobs jobs;
    private final Predicate<String> paused;
    private final DispatcherMetrics metrics;
    private final TopicPartition jobsEnd;
    private final TopicPartition heldEnd;
    private final TopicPartition letters;
    private final Map<String, RedriveScan> redrives = new LinkedHashMap<>();

    /** Known to be done, by this lane or its predecessors; nothing else is kept of them. */
    private final Set<String> finished = new HashSet<>();

    private Future<Map<TopicPartition, Long>> ends;
    private @Nullable Future<Map<TopicPartition, Long>> lettersEnds;
    private long lettersEnd;
    private Set<String> asked = Set.of();
    private @Nullable HeldPartition holds;
    private @Nullable HeldScan heldScan;

    PartitionScans(TopicNames names, int partition, Jobs jobs, Predicate<String> paused, DispatcherMetrics metrics) {
        this.names = names;
        this.partition = partition;
        this.jobs = jobs;
        this.paused = paused;
        this.metrics = metrics;
        jobsEnd = new TopicPartition(names.jobs(), 0);
        heldEnd = new TopicPartition(names.held(), partition);
        letters = new TopicPartition(names.deadLetters(), partition);
        ends = ask();
    }

    /** {@code null} until it is ready. */
    @Nullable
    HeldPartition holds() {
        return holds;
    }

    boolean isReady() {
        return holds != null;
    }

    /** Becomes ready if it can. */
    void tryReady(Instant agreed, long nowNanos) {
        if (holds != null || !ends.isDone()) {
            return;
        }
        try {
            Map<TopicPartition, Long> known = ends.get();
            Long jobsTo = known.get(jobsEnd);
            Long heldTo = known.get(heldEnd);
            if (jobsTo == null || heldTo == null) {
                ends = ask();
            } else if (jobs.position() >= jobsTo) {
                holds = new HeldPartition(heldTo, jobs.markers(partition));
                heldScan = new HeldScan(names, partition, holds, paused, metrics);
                review(agreed, nowNanos);
            }
        } catch (ExecutionException e) {
            LOG.warn("cannot ask where {} and {} end, asking again: {}", jobsEnd, heldEnd, e.getMessage());
            ends = ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks for new jobs and for subscriptions that are no longer paused. */
    void review(Instant agreed, long nowNanos) {
        if (holds == null) {
            return;
        }
        holds.review(paused, agreed);
        redrives.values().removeIf(scan -> scan.isDone() && finished.add(scan.id()));
        Set<String> known = new HashSet<>();
        Set<String> answered = readLettersEnd();
        boolean isBeyond = false;
        for (Redrive job : jobs.unfinished()) {
            known.add(job.id());
            Share share = job.shares().get(partition);
            if (share == null || redrives.containsKey(job.id()) || finished.contains(job.id())) {
                continue;
            }
            if (mayBegin(job, share, answered)) {
                add(job, share.upTo(lettersEnd), jobs.before(job), nowNanos);
            } else {
                isBeyond = true;
            }
        }
        if (isBeyond && lettersEnds == null) {
            asked = Set.copyOf(known);
            lettersEnds = jobs.ends(List.of(letters));
        }
        redrives.keySet().retainAll(known);
        finished.retainAll(known);
    }

    /**
     * A job that was planned ends where the letters end, or before. One that says otherwise, whoever wrote it, would be read on
     * for ever, and is cut.
     *
     * @param answered jobs that were there when the end that is known now was asked for
     */
    private boolean mayBegin(Redrive job, Share share, Set<String> answered) {
        return share.end() <= lettersEnd || answered.contains(job.id());
    }

    /** @return the jobs that were there when an end was asked for which is now known */
    private Set<String> readLettersEnd() {
        Future<Map<TopicPartition, Long>> answer = lettersEnds;
        if (answer == null || !answer.isDone()) {
            return Set.of();
        }
        lettersEnds = null;
        if (answer.state() != Future.State.SUCCESS) {
            return Set.of();
        }
        lettersEnd = Math.max(lettersEnd, answer.resultNow().getOrDefault(letters, 0L));
        return asked;
    }

    private void add(Redrive job, Share share, List<Redrive> earlier, long nowNanos) {
        RedriveProgress progress = jobs.progress(job.id(), partition);
        if (progress != null && progress.done()) {
            finished.add(job.id());
            return;
        }
        List<Redrive> overlapping = earlier.stream().filter(other -> {
            Share theirs = other.shares().get(partition);
            return theirs != null && theirs.from() < share.end() && share.from() < theirs.end();
        }).toList();
        redrives.put(job.id(),
                new RedriveScan(names, partition, job, share, overlapping, progress, nowNanos, metrics));
    }

    /** What there is to scan. */
    List<ScanSource> sources() {
        List<ScanSource> sources = new ArrayList<>();
        if (heldScan != null) {
            sources.add(heldScan);
        }
        redrives.values().stream().filter(scan -> !scan.isDone()).forEach(sources::add);
        return sources;
    }

    private Future<Map<TopicPartition, Long>> ask() {
        return jobs.ends(List.of(jobsEnd, heldEnd));
    }
}
