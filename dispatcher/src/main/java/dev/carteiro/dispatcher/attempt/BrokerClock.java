package dev.carteiro.dispatcher.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An estimate of the brokers' time: the append time of the last record that this process wrote, plus the time since
 * then by the monotonic clock. Safe for any thread.
 *
 * <p>Each commit returns an append time, so the estimate is behind by at most the length of a commit, and never ahead.
 * A broker's clock may also jump, and a broker on the same machine jumps together with the dispatcher. A jump ahead of
 * the monotonic clock is therefore ignored until it has lasted for an hour, in which an operator can correct the clock.
 */
public final class BrokerClock {
    /** The age beyond which a sample is not trusted: the machine, and its monotonic clock, may have been suspended. */
    static final Duration MAX_SAMPLE_AGE = Duration.ofMinutes(10);

    /** The time for which a jump ahead must last before it counts. */
    static final Duration MIN_JUMP_DURATION = Duration.ofHours(1);

    private @Nullable TimeSample last;
    private @Nullable Long jumpedNanos;

    private record TimeSample(Instant time, long nanos) {
        Instant at(long nowNanos) {
            return time.plusNanos(nowNanos - nanos);
        }
    }

    /** Records the append time that a broker returned for a record of this process. */
    public synchronized void appended(Instant at, long nowNanos) {
        TimeSample before = last;
        boolean hasJumped = before != null && at.isAfter(before.at(nowNanos).plus(LaneClock.TOLERANCE));
        if (!hasJumped) {
            jumpedNanos = null;
        } else if (jumpedNanos == null) {
            jumpedNanos = nowNanos;
        }
        boolean counts = jumpedNanos == null || nowNanos - jumpedNanos >= MIN_JUMP_DURATION.toNanos();
        last = new TimeSample(counts || before == null ? at : before.at(nowNanos), nowNanos);
        jumpedNanos = counts ? null : jumpedNanos;
    }

    /** Returns the brokers' time; empty before the first write. */
    public synchronized Optional<Instant> time(long nowNanos) {
        return Optional.ofNullable(last).map(sample -> sample.at(nowNanos));
    }

    /** Returns true if a record was written within {@link #MAX_SAMPLE_AGE}. */
    synchronized boolean isFresh(long nowNanos) {
        return last != null && nowNanos - last.nanos() <= MAX_SAMPLE_AGE.toNanos();
    }
}
