package dev.carteiro.dispatcher.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The processors that the workers share, first come, first served. In a cold process each piece of work takes longer, and
 * the surplus halves with every so many pieces. For one thread.
 */
final class SimulatedProcessors {
    private static final Duration WARM = Duration.ofNanos(200_000);
    private static final int HALVES_AFTER = 100;

    private final SimulatedTime time;
    private final Duration coldSurplus;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int idle;
    private int begun;

    /** @param coldSurplus how much longer the first piece of work takes; zero in a warm process */
    SimulatedProcessors(SimulatedTime time, int processors, Duration coldSurplus) {
        this.time = time;
        this.coldSurplus = coldSurplus;
        idle = processors;
    }

    /** @param done runs when a processor has done the work */
    void run(Runnable done) {
        waiting.add(done);
        beginNext();
    }

    private void beginNext() {
        if (idle == 0 || waiting.isEmpty()) {
            return;
        }
        idle--;
        Runnable done = waiting.remove();
        time.after(nextCost(), () -> {
            idle++;
            done.run();
            beginNext();
        });
    }

    private Duration nextCost() {
        int halvings = Math.min(begun++ / HALVES_AFTER, Long.SIZE - 1);
        return WARM.plusNanos(coldSurplus.toNanos() >> halvings);
    }
}
