package dev.carteiro.api.actions;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.limit.FairPool;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.RedrivePlan;
import dev.carteiro.runtime.redrive.ScanCursor;
import dev.carteiro.runtime.redrive.ScanLimits;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Plans, starts and finds redrives. Safe for any thread.
 *
 * <p>Each of these reads a part of Kafka. Therefore few run at a time, callers share the places fairly, and a plan
 * reads a bounded part.
 */
public final class RedriveService {
    private static final int MAX_CONCURRENT_PLANS = 3;
    private static final int MAX_CONCURRENT_LOOK_UPS = 5;
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final int RETRY_AFTER_SECONDS = 5;

    /** About one second of reading. Another request continues from there. */
    private static final ScanLimits PLAN_LIMITS = new ScanLimits(100_000, 64 * 1024 * 1024, Duration.ofSeconds(20));

    private final RedriveJobs redrives;
    private final ScanLimits limits;
    private final FairPool plans = new FairPool(MAX_CONCURRENT_PLANS);
    private final FairPool lookUps = new FairPool(MAX_CONCURRENT_LOOK_UPS);

    public RedriveService(RedriveJobs redrives) {
        this(redrives, PLAN_LIMITS);
    }

    RedriveService(RedriveJobs redrives, ScanLimits limits) {
        this.redrives = redrives;
        this.limits = limits;
    }

    /**
     * Counts what a redrive would send; writes nothing.
     *
     * @param after the cursor at which an earlier plan stopped
     * @param account the account whose places are used
     * @throws ApiException if too many plans are being made
     * @throws KafkaUnavailable if the dead letters cannot be read
     */
    public RedrivePlan plan(DeadLetterFilter filter, boolean again, ScanCursor after, String account)
            throws InterruptedException {
        return withPlace(plans, account, "too many redrives are being planned: try again later",
                () -> redrives.plan(filter, again, after, limits));
    }

    /**
     * Writes the job of a redrive.
     *
     * @param id the job's id
     * @param rate limit over all partitions; {@code null} for no limit
     */
    public Redrive start(RedrivePlan plan, String id, @Nullable RateLimit rate, Instant now) {
        return redrives.start(plan, id, rate, now);
    }

    /**
     * Finds a job; empty if there is none with this id.
     *
     * @param account the account whose places are used
     * @throws ApiException if too many jobs are being looked up
     * @throws KafkaUnavailable if the jobs cannot be read
     */
    public Optional<RedriveJobs.JobWithStatus> find(String id, String account) throws InterruptedException {
        return withPlace(lookUps, account, "too many redrives are being looked up: try again later",
                () -> redrives.find(id));
    }

    private static <T> T withPlace(FairPool pool, String account, String busyDetail, Supplier<T> read)
            throws InterruptedException {
        try (FairPool.Allocation _ = pool.take(account, 1, MAX_WAIT)
                .orElseThrow(() -> ApiException.retryLater(ErrorCode.BUSY, busyDetail, RETRY_AFTER_SECONDS))) {
            return read.get();
        } catch (KafkaException e) {
            throw new KafkaUnavailable("cannot read dead letters and jobs: " + e.getMessage(), e);
        }
    }
}
