package dev.carteiro.checker.run;

import com.sun.management.OperatingSystemMXBean;
import dev.carteiro.checker.history.DisturbedPeriod;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Records when the machine has no processor to spare, because delays in such a time prove nothing. A thread of its own measures;
 * any thread may read.
 */
final class CpuShortageMonitor implements AutoCloseable {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final double BUSY_LOAD = 0.9;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<DisturbedPeriod> busy = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("machine").daemon().unstarted(this::measure);

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

    private void measure() {
        try {
            // The load is the average since the previous call.
            for (Instant from = Instant.now();; from = Instant.now()) {
                Thread.sleep(CHECK_INTERVAL);
                if (system.getCpuLoad() > BUSY_LOAD) {
                    add(new DisturbedPeriod("the machine was busy", from, Instant.now()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void add(DisturbedPeriod span) {
        busy.add(span);
    }
}
