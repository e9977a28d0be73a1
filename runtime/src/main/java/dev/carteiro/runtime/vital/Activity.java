package dev.carteiro.runtime.vital;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread is working on, so that others can tell when it makes no progress. Written by that thread alone; safe to
 * read for any.
 *
 * <pre>
 *   begin --- end --- begin --- end --- begin ..................... 30 s ---> stall()
 * </pre>
 *
 * <p>A thread that has been in one record for minutes still holds its partitions and still sends heartbeats, so Kafka sees
 * nothing of it.
 */
public final class Activity {
    /** A thread may work on one thing for so long before its process is not ready. */
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

    /** The thread begins to work on a record; what it worked on before is done. */
    public void begin(String topic, int partition, long offset) {
        step = new Step(Thread.currentThread(), topic, partition, offset, nanoClock.getAsLong());
    }

    /** The thread begins to work on something; what it worked on before is done. */
    public void begin(String what) {
        begin(what, -1, -1);
    }

    /** The thread waits for work. */
    public void end() {
        step = null;
    }

    /** How long the thread has been working on the same thing; zero where it waits for work. */
    public Duration lasting() {
        Step now = step;
        return now == null ? Duration.ZERO : lasting(now);
    }

    /** Says in words what the thread has been working on for longer than {@link #LIMIT}. */
    public Optional<String> stall() {
        Step now = step;
        if (now == null || lasting(now).compareTo(LIMIT) <= 0) {
            return Optional.empty();
        }
        return Optional.of("thread " + now.thread().getName() + " has been working on " + now.text() + " for "
                + lasting(now).toSeconds() + " s");
    }

    /** The first stall of several. */
    public static Optional<String> firstStall(Collection<Activity> activities) {
        return activities.stream().map(Activity::stall).flatMap(Optional::stream).findFirst();
    }

    /** The longest of several. */
    public static Duration longest(Collection<Activity> activities) {
        return activities.stream().map(Activity::lasting).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private Duration lasting(Step now) {
        return Duration.ofNanos(Math.max(0, nanoClock.getAsLong() - now.nanos()));
    }
}
