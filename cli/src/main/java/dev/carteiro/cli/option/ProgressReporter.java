package dev.carteiro.cli.option;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Says how far something is that takes long: after a second, then every five. Not thread-safe. */
public final class ProgressReporter {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration THEN = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final LongSupplier nanoClock;
    private long dueNanos;

    /** The time counts from now. */
    public ProgressReporter(PrintWriter err, LongSupplier nanoClock) {
        this.err = err;
        this.nanoClock = nanoClock;
        dueNanos = nanoClock.getAsLong() + FIRST.toNanos();
    }

    /** To be called often. */
    public void say(Supplier<String> howFar) {
        long now = nanoClock.getAsLong();
        if (now - dueNanos >= 0) {
            dueNanos = now + THEN.toNanos();
            err.println("carteiro: " + howFar.get());
            err.flush();
        }
    }
}
