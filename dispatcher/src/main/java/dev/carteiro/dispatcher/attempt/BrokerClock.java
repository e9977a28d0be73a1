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
 */
public final class BrokerClock {
    /** After this long without a record, the monotonic clock may have been suspended together with the machine. */
    static final Duration FRESH = Duration.ofMinutes(10);

    private volatile @Nullable Sample last;

    private record Sample(Instant appended, long nanos) {
    }

    /** A broker has appended a record of this process, and its answer is here. */
    public void appended(Instant at, long nowNanos) {
        last = new Sample(at, nowNanos);
    }

    /** Empty where nothing has been written yet. */
    public Optional<Instant> time(long nowNanos) {
        Sample sample = last;
        return sample == null
                ? Optional.empty()
                : Optional.of(sample.appended().plusNanos(nowNanos - sample.nanos()));
    }

    /** Whether a record was written lately. */
    boolean isFresh(long nowNanos) {
        Sample sample = last;
        return sample != null && nowNanos - sample.nanos() <= FRESH.toNanos();
    }
}
