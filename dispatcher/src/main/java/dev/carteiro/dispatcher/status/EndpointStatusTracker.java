package dev.carteiro.dispatcher.status;

import dev.carteiro.runtime.endpoints.EndpointStatuses;
import dev.carteiro.schemas.endpoint.DisabledReason;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.endpoint.EndpointStatus.Disabled;
import dev.carteiro.schemas.endpoint.EndpointStatus.Failing;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says, after each attempt, whether what is written about its endpoint changes. Safe for any thread.
 *
 * <pre>
 *   well --- a failure ---> failing --- still, after a minute: written down ---> failing, known to successors
 *    ^                         |                                                     |
 *    +------ a success --------+-----------------------------------------------------+
 *                              |                 still, after the configured time    |
 *   disabled <--- 410 ---------+-----------------------------------------------------+
 *    |
 *    +--- a newer version of the subscription ---> well
 * </pre>
 *
 * <p>What was decided here counts at once, though the topic shows it only after the next commit. It is forgotten with
 * {@link #forget} when that commit may never come, or when others may have seen what was not seen here.
 */
public final class EndpointStatusTracker {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointStatusTracker.class);

    /** Before this, a failure is not worth a record: most are over by then. */
    private static final Duration WORTH_NOTING = Duration.ofMinutes(1);

    private final EndpointStatuses known;
    private final Duration disableAfter;
    private final Map<String, FailureRun> runs = new ConcurrentHashMap<>();
    private final Map<String, EndpointStatus> cleared = new ConcurrentHashMap<>();

    /** @param disableAfter of nothing but failures; zero for never */
    public EndpointStatusTracker(EndpointStatuses known, Duration disableAfter) {
        this.known = known;
        this.disableAfter = disableAfter;
    }

    /** @param status {@code null} for well again */
    public record StatusUpdate(@Nullable EndpointStatus status) {
    }

    /** Failures of one version of a subscription with no success between. */
    private record FailureRun(Instant since, long version, @Nullable EndpointStatus written) {
    }

    /** Whether the system has disabled the endpoint in this version of its subscription. */
    public Optional<Disabled> disabled(String subscription, long version) {
        FailureRun run = runs.get(subscription);
        EndpointStatus status = run != null && run.written() instanceof Disabled
                ? run.written()
                : known.find(subscription);
        return status instanceof Disabled disabled && disabled.appliesTo(version) && disabled.reason().stopsDelivery()
                ? Optional.of(disabled)
                : Optional.empty();
    }

    /** An attempt has succeeded. */
    public Optional<StatusUpdate> succeeded(String subscription, long version) {
        FailureRun run = runs.get(subscription);
        if (run != null && run.written() instanceof Disabled && run.version() >= version) {
            // Begun before the endpoint said that it is gone.
            return Optional.empty();
        }
        runs.remove(subscription);
        EndpointStatus status = run != null && run.written() != null ? run.written() : known.find(subscription);
        if (status == null) {
            cleared.remove(subscription);
            return Optional.empty();
        }
        boolean isOver = status instanceof Failing || !status.appliesTo(version);
        return isOver && !status.equals(cleared.put(subscription, status))
                ? Optional.of(new StatusUpdate(null))
                : Optional.empty();
    }

    /**
     * An attempt has failed.
     *
     * @param isGone whether the receiver said that it wants no more
     * @param agreed now, by every clock; long ago where that is unknown
     */
    public Optional<StatusUpdate> failed(String subscription, long version, boolean isGone, Instant now, Instant agreed) {
        AtomicReference<@Nullable EndpointStatus> change = new AtomicReference<>();
        runs.compute(subscription, (id, last) -> {
            FailureRun run = last != null && last.version() >= version ? last : begin(id, version, now);
            EndpointStatus status = judge(run, isGone, now, agreed);
            if (run.version() > version || Objects.equals(status, run.written())) {
                return run;
            }
            change.set(status);
            if (status instanceof Disabled) {
                LOG.warn("endpoint of subscription {} is disabled until the subscription is written again: {}", id,
                        isGone ? "it answered 410" : "it has done nothing but fail since " + run.since());
            }
            return new FailureRun(run.since(), version, status);
        });
        return Optional.ofNullable(change.get()).map(StatusUpdate::new);
    }

    /** Nothing that the topic does not show is true any more. */
    public void forget() {
        runs.clear();
        cleared.clear();
    }

    private FailureRun begin(String subscription, long version, Instant now) {
        EndpointStatus status = known.find(subscription);
        return status != null && status.appliesTo(version) && !status.equals(cleared.get(subscription))
                ? new FailureRun(status.since(), version, status)
                : new FailureRun(now, version, null);
    }

    private @Nullable EndpointStatus judge(FailureRun run, boolean isGone, Instant now, Instant agreed) {
        if (run.written() instanceof Disabled) {
            return run.written();
        }
        if (isGone) {
            return new Disabled(now, run.version(), DisabledReason.GONE);
        }
        Instant reached = agreed.isBefore(now) ? agreed : now;
        if (disableAfter.isPositive() && !reached.isBefore(run.since().plus(disableAfter))) {
            return new Disabled(now, run.version(), DisabledReason.FAILING);
        }
        return run.written() == null && !reached.isBefore(run.since().plus(WORTH_NOTING))
                ? new Failing(run.since(), run.version())
                : run.written();
    }
}
