package dev.carteiro.cli.option;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reports the progress of a long operation one second after its first step, then every five seconds. The time until the
 * first step, such as the connection to Kafka, does not count. Not thread-safe.
 */
public final class ProgressReporter {
    private static final Duration FIRST_REPORT_AFTER = Duration.ofSeconds(1);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final LongSupplier nanoClock;
    private boolean isStarted;
    private long dueNanos;

    public ProgressReporter(PrintWriter err, LongSupplier nanoClock) {
        this.err = err;
        this.nanoClock = nanoClock;
    }

    /** Prints the progress if it is due; call it at each step. */
    public void report(Supplier<String> progress) {
        long now = nanoClock.getAsLong();
        if (!isStarted) {
            isStarted = true;
            dueNanos = now + FIRST_REPORT_AFTER.toNanos();
        }
        if (now - dueNanos >= 0) {
            dueNanos = now + REPORT_INTERVAL.toNanos();
            err.println("carteiro: " + progress.get());
            err.flush();
        }
    }
}
