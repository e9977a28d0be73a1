package dev.carteiro.bench.process;

import java.time.Duration;

/**
 * Waits for a JVM's compilers. They need about eight seconds of processor time after a start, which takes half a minute on a busy
 * machine. Until then, a third of the measured processor time would be theirs. Stateless.
 */
public final class JitCompilers {
    private static final Duration TIMEOUT = Duration.ofSeconds(6);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** Share of one processor; more than Carteiro's idle processes use. */
    private static final double IDLE_SHARE = 0.25;
    private static final int REQUIRED_IDLE_POLLS = 2;

    private JitCompilers() {
    }

    /** Waits, up to a timeout, until a process without work uses no processor time. */
    public static void awaitIdle(BenchProcess child) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        int idle = 0;
        Duration before = ProcessUsage.of(child).cpu();
        while (idle < REQUIRED_IDLE_POLLS && System.nanoTime() - deadline < 0) {
            Thread.sleep(POLL_INTERVAL);
            child.requireAlive();
            Duration now = ProcessUsage.of(child).cpu();
            idle = now.minus(before).toNanos() < POLL_INTERVAL.toNanos() * IDLE_SHARE ? idle + 1 : 0;
            before = now;
        }
    }
}
