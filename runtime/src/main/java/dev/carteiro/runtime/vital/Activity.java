package dev.carteiro.runtime.vital;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The current work of a thread, so that a lack of progress is visible. Written by that thread only; any thread may read.
 *
 * <pre>
 *   begin --- end --- begin --- end --- begin ..................... 30 s ---> stall()
 * </pre>
 *
 * <p>A thread that works on one record for minutes still holds its partitions and sends heartbeats, so Kafka does not notice.
 */
public final class Activity {
    /** The process is not ready when a thread works on one thing for longer. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private final LongSupplier nanoClock;
    private volatile @Nullable Step step;

    private record Step(Thread thread, String what, int partition, long offset, long nanos) {
        String text() {
            return partition < 0 ? what : "record " + what + "-" + partition + " at offset " + offset;
        }
    }

    public Activity() {
        this(System::nanoTime);
    }

    public Activity(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Starts work on a record, and ends the previous work. */
    public void begin(String topic, int partition, long offset) {
        step = new Step(Thread.currentThread(), topic, partition, offset, nanoClock.getAsLong());
    }

    /** Starts other work, and ends the previous work. */
    public void begin(String what) {
        begin(what, -1, -1);
    }

    /** Ends the work: the thread waits. */
    public void end() {
        step = null;
    }

    /** Returns how long the thread has been working on the same thing; zero if it waits. */
    public Duration lasting() {
        Step now = step;
        return now == null ? Duration.ZERO : lasting(now);
    }

    /** Describes work that has lasted longer than {@link #LIMIT}. */
    public Optional<String> stall() {
        Step now = step;
        if (now == null || lasting(now).compareTo(LIMIT) <= 0) {
            return Optional.empty();
        }
        return Optional.of("thread " + now.thread().getName() + " has been working on " + now.text() + " for "
                + lasting(now).toSeconds() + " s");
    }

    /** Returns the first stall of several threads. */
    public static Optional<String> firstStall(Collection<Activity> activities) {
        return activities.stream().map(Activity::stall).flatMap(Optional::stream).findFirst();
    }

    /** Returns the longest time of several threads. */
    public static Duration longest(Collection<Activity> activities) {
        return activities.stream().map(Activity::lasting).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private Duration lasting(Step now) {
        return Duration.ofNanos(Math.max(0, nanoClock.getAsLong() - now.nanos()));
    }
}
