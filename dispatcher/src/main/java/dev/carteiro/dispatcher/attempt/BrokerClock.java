package dev.carteiro.dispatcher.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The brokers' time, as far as this process knows it: the append time of the last record it wrote, and the time that has
 * passed since then by the monotonic clock. Safe for any thread.
 *
 * <p>An append time comes back with each commit, so the estimate is behind by the length of a commit, and ahead of nothing.
 * A broker's clock may jump as well, and where broker and dispatcher share a machine both jump together. So what is further
 * ahead than the monotonic clock allows does not count before it has lasted for an hour, within which somebody can correct it.
 */
public final class BrokerClock {
    /** After this long without a record, the monotonic clock may have been suspended together with the machine. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** How long a jump ahead has to last. */
    static final Duration LASTING = Duration.ofHours(1);

    private @Nullable TimeSample last;
    private @Nullable Long jumpedNanos;

    private record TimeSample(Instant time, long nanos) {
        Instant at(long nowNanos) {
            return time.plusNanos(nowNanos - nanos);
        }
    }

    /** A broker has appended a record of this process, and its answer is here. */
    public synchronized void appended(Instant at, long nowNanos) {
        TimeSample before = last;
        boolean hasJumped = before != null && at.isAfter(before.at(nowNanos).plus(LaneClock.TOLERANCE));
        if (!hasJumped) {
            jumpedNanos = null;
        } else if (jumpedNanos == null) {
            jumpedNanos = nowNanos;
        }
        boolean counts = jumpedNanos == null || nowNanos - jumpedNanos >= LASTING.toNanos();
        last = new TimeSample(counts || before == null ? at : before.at(nowNanos), nowNanos);
        jumpedNanos = counts ? null : jumpedNanos;
    }

    /** Empty where nothing has been written yet. */
    public synchronized Optional<Instant> time(long nowNanos) {
        return Optional.ofNullable(last).map(sample -> sample.at(nowNanos));
    }

    /** Whether a record was written lately. */
    synchronized boolean isFresh(long nowNanos) {
        return last != null && nowNanos - last.nanos() <= FRESH.toNanos();
    }
}
