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
 *   assigned --> ends of jobs and held requested --> the job view has read up to there --> ready
 * </pre>
 *
 * <p>Everything that a former owner committed for this partition lies below the ends that are requested after the
 * assignment. From then on no other lane commits for it. So once the job view has read up to there it is complete,
 * and afterwards the state here is newer.
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

    /** The ids of redrives that this lane or a predecessor has finished. */
    private final Set<String> finished = new HashSet<>();

    private Future<Map<TopicPartition, Long>> ends;
    private @Nullable Future<Map<TopicPartition, Long>> lettersEnds;
    private long lettersEnd;
    private Set<String> knownAtRequest = Set.of();
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
        ends = requestEnds();
    }

    /** Returns the held deliveries; {@code null} until the scans are ready. */
    @Nullable
    HeldPartition holds() {
        return holds;
    }

    boolean isReady() {
        return holds != null;
    }

    /** Makes the scans ready if the ends are known and the job view has read up to there. */
    void tryReady(Instant agreed, long nowNanos) {
        if (holds != null || !ends.isDone()) {
            return;
        }
        try {
            Map<TopicPartition, Long> known = ends.get();
            Long jobsTo = known.get(jobsEnd);
            Long heldTo = known.get(heldEnd);
            if (jobsTo == null || heldTo == null) {
                ends = requestEnds();
            } else if (jobs.position() >= jobsTo) {
                holds = new HeldPartition(heldTo, jobs.markers(partition));
                heldScan = new HeldScan(names, partition, holds, paused, metrics);
                review(agreed, nowNanos);
            }
        } catch (ExecutionException e) {
            LOG.warn("cannot get the ends of {} and {}, retrying: {}", jobsEnd, heldEnd, e.getMessage());
            ends = requestEnds();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Checks for new jobs and for subscriptions that are no longer paused. */
    void review(Instant agreed, long nowNanos) {
        if (holds == null) {
            return;
        }
        holds.review(paused, agreed);
        redrives.values().removeIf(scan -> scan.isDone() && finished.add(scan.id()));
        Set<String> known = new HashSet<>();
        Set<String> bounded = readLettersEnd();
        boolean isBeyond = false;
        for (Redrive job : jobs.unfinished()) {
            known.add(job.id());
            Share share = job.shares().get(partition);
            if (share == null || redrives.containsKey(job.id()) || finished.contains(job.id())) {
                continue;
            }
            if (mayBegin(job, share, bounded)) {
                addRedrive(job, share.upTo(lettersEnd), jobs.before(job), nowNanos);
            } else {
                isBeyond = true;
            }
        }
        if (isBeyond && lettersEnds == null) {
            knownAtRequest = Set.copyOf(known);
            lettersEnds = jobs.ends(List.of(letters));
        }
        redrives.keySet().retainAll(known);
        finished.retainAll(known);
    }

    /**
     * Returns true if the job's end is checked against the end of the dead letters. A planned job never ends beyond it.
     * One that does, whoever wrote it, would be read for ever and is cut off there.
     *
     * @param bounded the jobs that existed when the currently known end was requested
     */
    private boolean mayBegin(Redrive job, Share share, Set<String> bounded) {
        return share.end() <= lettersEnd || bounded.contains(job.id());
    }

    /** @return the jobs that existed when a now known end was requested; empty while none has arrived */
    private Set<String> readLettersEnd() {
        Future<Map<TopicPartition, Long>> response = lettersEnds;
        if (response == null || !response.isDone()) {
            return Set.of();
        }
        lettersEnds = null;
        if (response.state() != Future.State.SUCCESS) {
            return Set.of();
        }
        lettersEnd = Math.max(lettersEnd, response.resultNow().getOrDefault(letters, 0L));
        return knownAtRequest;
    }

    private void addRedrive(Redrive job, Share share, List<Redrive> earlier, long nowNanos) {
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

    /** Returns the scans that may have something to read. */
    List<ScanSource> sources() {
        List<ScanSource> sources = new ArrayList<>();
        if (heldScan != null) {
            sources.add(heldScan);
        }
        redrives.values().stream().filter(scan -> !scan.isDone()).forEach(sources::add);
        return sources;
    }

    private Future<Map<TopicPartition, Long>> requestEnds() {
        return jobs.ends(List.of(jobsEnd, heldEnd));
    }
}
