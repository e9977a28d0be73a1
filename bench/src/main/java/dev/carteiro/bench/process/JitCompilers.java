package dev.carteiro.bench.process;

import java.time.Duration;

/**
 * The compilers of a JVM. They have some eight seconds of work after a start, which they get done in half a minute where
 * everything else wants the processors too: until then a third of what is measured would be theirs. Stateless.
 */
public final class JitCompilers {
    private static final Duration AT_MOST = Duration.ofSeconds(6);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** Of one processor: more than programs of ours use while they wait for work. */
    private static final double IDLE = 0.25;
    private static final int IDLE_LOOKS = 2;

    private JitCompilers() {
    }

    /** Waits until a process that has been given nothing to do does nothing, so that they are done; not for ever. */
    public static void awaitIdle(BenchProcess child) throws InterruptedException {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        int idle = 0;
        Duration before = ProcessUsage.of(child).cpu();
        while (idle < IDLE_LOOKS && System.nanoTime() - deadline < 0) {
            Thread.sleep(LOOK_EVERY);
            child.requireAlive();
            Duration now = ProcessUsage.of(child).cpu();
            idle = now.minus(before).toNanos() < LOOK_EVERY.toNanos() * IDLE ? idle + 1 : 0;
            before = now;
        }
    }
}
