package dev.carteiro.checker.run;

import com.sun.management.OperatingSystemMXBean;
import dev.carteiro.checker.history.DisturbedPeriod;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes when the machine has no processor to spare, since nothing then says why something is slow. A thread of its own
 * looks; any may ask.
 */
final class CpuShortageMonitor implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final double BUSY = 0.9;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<DisturbedPeriod> busy = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("machine").daemon().unstarted(this::look);

    void start() {
        thread.start();
    }

    synchronized List<DisturbedPeriod> busy() {
        return List.copyOf(busy);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void look() {
        try {
            // The load is that since the last question.
            for (Instant from = Instant.now();; from = Instant.now()) {
                Thread.sleep(LOOK_EVERY);
                if (system.getCpuLoad() > BUSY) {
                    note(new DisturbedPeriod("the machine was busy", from, Instant.now()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(DisturbedPeriod span) {
        busy.add(span);
    }
}
