package dev.carteiro.cli.option;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Reports the progress of a long operation after one second, then every five seconds. Not thread-safe. */
public final class ProgressReporter {
    private static final Duration FIRST_REPORT_AFTER = Duration.ofSeconds(1);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final LongSupplier nanoClock;
    private long dueNanos;

    /** Starts the time of the operation. */
    public ProgressReporter(PrintWriter err, LongSupplier nanoClock) {
        this.err = err;
        this.nanoClock = nanoClock;
        dueNanos = nanoClock.getAsLong() + FIRST_REPORT_AFTER.toNanos();
    }

    /** Prints the progress if it is due; call it often. */
    public void report(Supplier<String> progress) {
        long now = nanoClock.getAsLong();
        if (now - dueNanos >= 0) {
            dueNanos = now + REPORT_INTERVAL.toNanos();
            err.println("carteiro: " + progress.get());
            err.flush();
        }
    }
}
