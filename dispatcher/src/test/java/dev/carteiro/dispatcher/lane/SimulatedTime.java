package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.testkit.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: it does not advance until somebody sleeps, and then runs what was scheduled, in order. For one thread. */
final class SimulatedTime {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTime time = ManualTime.startingAt(START);
    private final LaneClock clock = new LaneClock(time, time.nanoClock());
    private final PriorityQueue<ScheduledAction> events = new PriorityQueue<>(
            Comparator.comparingLong(ScheduledAction::atNanos).thenComparingLong(ScheduledAction::number));
    private long scheduled;

    private record ScheduledAction(long atNanos, long number, Runnable action) {
    }

    LaneClock clock() {
        return clock;
    }

    Instant now() {
        return time.instant();
    }

    Duration sinceStart() {
        return Duration.between(START, now());
    }

    void after(Duration wait, Runnable action) {
        events.add(new ScheduledAction(clock.nanos() + Math.max(0, wait.toNanos()), scheduled++, action));
    }

    /** Runs what falls due meanwhile. Not to be called by what is run. */
    void sleep(Duration length) {
        long end = clock.nanos() + length.toNanos();
        for (ScheduledAction next = events.peek(); next != null && next.atNanos() <= end; next = events.peek()) {
            events.remove();
            advanceTo(next.atNanos());
            next.action().run();
        }
        advanceTo(end);
    }

    /** Sleeps until the next scheduled action has run, but no longer than this. */
    void sleepUntilNext(Duration atMost) {
        ScheduledAction next = events.peek();
        Duration wait = next == null ? atMost : Duration.ofNanos(next.atNanos() - clock.nanos());
        sleep(wait.compareTo(atMost) < 0 ? wait : atMost);
    }

    private void advanceTo(long nanos) {
        time.advance(Duration.ofNanos(nanos - clock.nanos()));
    }
}
