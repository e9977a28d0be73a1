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
 * Tracks the status of endpoints and returns, after each attempt, whether it changes. Safe for any thread.
 *
 * <pre>
 *   healthy --- a failure ---> failing --- no success for a minute: written ----> failing, known to successors
 *    ^                            |                                                     |
 *    +------ a success -----------+-----------------------------------------------------+
 *                                 |           no success for the configured time        |
 *   disabled <--- 410 ------------+-----------------------------------------------------+
 *    |
 *    +--- a newer version of the subscription ---> healthy
 * </pre>
 *
 * <p>A change takes effect at once, although the topic contains it only after the next commit. {@link #forget} discards
 * it if that commit may never happen, or if other dispatchers may have seen attempts that this one did not.
 */
public final class EndpointStatusTracker {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointStatusTracker.class);

    /** The time without a success after which a failing endpoint is written to the topic; most recover before. */
    private static final Duration MIN_TIME_FAILING = Duration.ofMinutes(1);

    private final EndpointStatuses known;
    private final Duration disableAfter;
    private final Map<String, FailureRun> runs = new ConcurrentHashMap<>();
    private final Map<String, EndpointStatus> cleared = new ConcurrentHashMap<>();

    /** @param disableAfter the time without a success after which an endpoint is disabled; zero for never */
    public EndpointStatusTracker(EndpointStatuses known, Duration disableAfter) {
        this.known = known;
        this.disableAfter = disableAfter;
    }

    /**
     * A change of an endpoint's status.
     *
     * @param status the new status; {@code null} for none, that is healthy again
     */
    public record StatusUpdate(@Nullable EndpointStatus status) {
    }

    /** A run of failures of one version of a subscription, without a success between them. */
    private record FailureRun(Instant since, long version, @Nullable EndpointStatus written) {
    }

    /** Returns the status if the system has disabled the endpoint of this version of the subscription. */
    public Optional<Disabled> disabled(String subscription, long version) {
        FailureRun run = runs.get(subscription);
        EndpointStatus status = run != null && run.written() instanceof Disabled
                ? run.written()
                : known.find(subscription);
        return status instanceof Disabled disabled && disabled.appliesTo(version) && disabled.reason().stopsDelivery()
                ? Optional.of(disabled)
                : Optional.empty();
    }

    /** Records a successful attempt; returns the change of status, if any. */
    public Optional<StatusUpdate> succeeded(String subscription, long version) {
        FailureRun run = runs.get(subscription);
        if (run != null && run.written() instanceof Disabled && run.version() >= version) {
            // The attempt started before the endpoint responded with 410.
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
     * Records a failed attempt; returns the change of status, if any.
     *
     * @param isGone true if the receiver responded with 410
     * @param agreed the time that all clocks agree on; in the distant past if unknown
     */
    public Optional<StatusUpdate> failed(String subscription, long version, boolean isGone, Instant now,
            Instant agreed) {
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
                        isGone ? "it responded with 410" : "every attempt has failed since " + run.since());
            }
            return new FailureRun(run.since(), version, status);
        });
        return Optional.ofNullable(change.get()).map(StatusUpdate::new);
    }

    /** Discards all changes that the topic may not contain. */
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
        return run.written() == null && !reached.isBefore(run.since().plus(MIN_TIME_FAILING))
                ? new Failing(run.since(), run.version())
                : run.written();
    }
}
