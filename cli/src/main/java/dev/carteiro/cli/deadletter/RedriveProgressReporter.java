package dev.carteiro.cli.deadletter;

import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.RedriveStatus;
import dev.carteiro.schemas.job.Redrive;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Prints the progress of a redrive, a line after each tenth or after five seconds. Not thread-safe. */
final class RedriveProgressReporter {
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(1);

    private final CommandLine line;
    private final RedriveJobs redrives;
    private final Redrive job;
    private long printedNanos = System.nanoTime();
    private long progressNanos = System.nanoTime();
    private long handled;
    private int printedPercent;
    private volatile boolean ended;

    RedriveProgressReporter(CommandLine line, RedriveJobs redrives, Redrive job) {
        this.line = line;
        this.redrives = redrives;
        this.job = job;
    }

    /**
     * Waits until the redrive is done.
     *
     * @param atMost {@code null} for as long as there is progress
     * @return the exit status
     */
    int watch(@Nullable Duration atMost) {
        PrintWriter out = line.getOut();
        Thread interrupted = new Thread(() -> {
            if (!ended) {
                out.println(job.id() + " continues without this command");
                out.flush();
            }
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        RedriveStatus status = redrives.follow(job, atMost == null ? Duration.ofDays(365) : atMost, now -> {
            print(out, now);
            return atMost == null && isStalled();
        });
        ended = true;
        Runtime.getRuntime().removeShutdownHook(interrupted);
        if (status.done()) {
            out.println("done: " + status.emitted() + " redriven"
                    + (status.skipped() == 0
                            ? ""
                            : ", " + status.skipped() + " skipped because of an earlier redrive"));
            out.flush();
            return 0;
        }
        line.getErr().println("carteiro: " + job.id() + " is not done yet (" + status.emitted() + " of "
                + status.total() + ") and continues without this command: check that a dispatcher runs");
        return 1;
    }

    private void print(PrintWriter out, RedriveStatus now) {
        long nanos = System.nanoTime();
        if (now.emitted() + now.skipped() > handled) {
            handled = now.emitted() + now.skipped();
            progressNanos = nanos;
        }
        boolean isDue = now.percent() >= printedPercent + 10 || nanos - printedNanos > LINE_INTERVAL.toNanos();
        if (isDue && !now.done()) {
            printedPercent = now.percent();
            printedNanos = nanos;
            out.println("  " + now.emitted() + " of " + now.total() + " redriven (" + now.percent() + " %)");
            out.flush();
        }
    }

    /** Returns true without progress for a minute, plus the time between two dead letters at the job's rate. */
    private boolean isStalled() {
        Duration slowest = job.shares().keySet().stream().map(job::spacing).reduce(Duration.ZERO,
                (one, other) -> one.compareTo(other) > 0 ? one : other);
        return System.nanoTime() - progressNanos > STALL_TIMEOUT.plus(slowest).toNanos();
    }
}
