package dev.carteiro.cli.deadletter;

import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.RedriveStatus;
import dev.carteiro.schemas.job.Redrive;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Says how far a redrive is, a line whenever another tenth is done or five seconds have passed. Not thread-safe. */
final class RedriveProgressReporter {
    private static final Duration ONE_LINE_EACH = Duration.ofSeconds(5);
    private static final Duration STANDSTILL = Duration.ofMinutes(1);

    private final CommandLine line;
    private final RedriveJobs redrives;
    private final Redrive job;
    private long shownNanos = System.nanoTime();
    private long movedNanos = System.nanoTime();
    private long handled;
    private int shownPercent;
    private volatile boolean ended;

    RedriveProgressReporter(CommandLine line, RedriveJobs redrives, Redrive job) {
        this.line = line;
        this.redrives = redrives;
        this.job = job;
    }

    /**
     * @param atMost {@code null} for as long as something happens
     * @return the exit status
     */
    int watch(@Nullable Duration atMost) {
        PrintWriter out = line.getOut();
        Thread interrupted = new Thread(() -> {
            if (!ended) {
                out.println(job.id() + " goes on without this command");
                out.flush();
            }
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        RedriveStatus status = redrives.follow(job, atMost == null ? Duration.ofDays(365) : atMost, now -> {
            show(out, now);
            return atMost == null && isAtStandstill();
        });
        ended = true;
        Runtime.getRuntime().removeShutdownHook(interrupted);
        if (status.done()) {
            out.println("done: " + status.emitted() + " redriven"
                    + (status.skipped() == 0 ? "" : ", " + status.skipped() + " left to an earlier redrive"));
            out.flush();
            return 0;
        }
        line.getErr().println("carteiro: " + job.id() + " is not done yet (" + status.emitted() + " of "
                + status.total() + "); it goes on by itself: is a dispatcher running?");
        return 1;
    }

    private void show(PrintWriter out, RedriveStatus now) {
        long nanos = System.nanoTime();
        if (now.emitted() + now.skipped() > handled) {
            handled = now.emitted() + now.skipped();
            movedNanos = nanos;
        }
        boolean isDue = now.percent() >= shownPercent + 10 || nanos - shownNanos > ONE_LINE_EACH.toNanos();
        if (isDue && !now.done()) {
            shownPercent = now.percent();
            shownNanos = nanos;
            out.println("  " + now.emitted() + " of " + now.total() + " redriven (" + now.percent() + " %)");
            out.flush();
        }
    }

    /** A slow rate may let a minute pass between two letters. */
    private boolean isAtStandstill() {
        Duration slowest = job.shares().keySet().stream().map(job::spacing).reduce(Duration.ZERO,
                (one, other) -> one.compareTo(other) > 0 ? one : other);
        return System.nanoTime() - movedNanos > STANDSTILL.plus(slowest).toNanos();
    }
}
