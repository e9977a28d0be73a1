package dev.carteiro.api.actions;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.limit.FairPool;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.redrive.RedrivePlan;
import dev.carteiro.runtime.redrive.RedriveJobs;
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
 * Plans redrives, starts them and finds them again. Safe for any thread. Each of that reads a part of Kafka, so few do it at
 * a time, which callers share fairly; and a plan reads a bounded part.
 */
public final class RedriveService {
    private static final int PLANS_AT_ONCE = 3;
    private static final int LOOK_UPS_AT_ONCE = 5;
    private static final Duration WAITS = Duration.ofSeconds(5);
    private static final int COME_BACK_SECONDS = 5;

    /** About a second of reading. Another request goes on from there. */
    private static final ScanLimits OF_ONE_PLAN = new ScanLimits(100_000, 64 * 1024 * 1024, Duration.ofSeconds(20));

    private final RedriveJobs redrives;
    private final ScanLimits limits;
    private final FairPool plans = new FairPool(PLANS_AT_ONCE);
    private final FairPool lookUps = new FairPool(LOOK_UPS_AT_ONCE);

    public RedriveService(RedriveJobs redrives) {
        this(redrives, OF_ONE_PLAN);
    }

    RedriveService(RedriveJobs redrives, ScanLimits limits) {
        this.redrives = redrives;
        this.limits = limits;
    }

    /**
     * What a redrive would do; writes nothing.
     *
     * @param after where an earlier plan stopped
     * @param account whose places are used
     * @throws ApiException if too many look at the letters already
     * @throws KafkaUnavailable if the letters cannot be read
     */
    public RedrivePlan plan(DeadLetterFilter filter, boolean again, ScanCursor after, String account)
            throws InterruptedException {
        return inTurn(plans, account, "other redrives are being planned at the moment",
                () -> redrives.plan(filter, again, after, limits));
    }

    /**
     * Starts a redrive.
     *
     * @param id of the job
     * @param rate over all partitions; {@code null} for no limit
     */
    public Redrive start(RedrivePlan plan, String id, @Nullable RateLimit rate, Instant now) {
        return redrives.start(plan, id, rate, now);
    }

    /**
     * Empty if there is no such job.
     *
     * @param account whose places are used
     * @throws ApiException if too many look for jobs already
     * @throws KafkaUnavailable if the jobs cannot be read
     */
    public Optional<RedriveJobs.JobWithStatus> find(String id, String account) throws InterruptedException {
        return inTurn(lookUps, account, "other redrives are being looked for at the moment", () -> redrives.find(id));
    }

    private static <T> T inTurn(FairPool pool, String account, String otherwise, Supplier<T> question)
            throws InterruptedException {
        try (FairPool.Allocation _ = pool.take(account, 1, WAITS)
                .orElseThrow(() -> ApiException.later(ErrorCode.BUSY, otherwise, COME_BACK_SECONDS))) {
            return question.get();
        } catch (KafkaException e) {
            throw new KafkaUnavailable("cannot read dead letters and jobs: " + e.getMessage(), e);
        }
    }
}
