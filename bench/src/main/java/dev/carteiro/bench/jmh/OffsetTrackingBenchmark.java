package dev.carteiro.bench.jmh;

import dev.carteiro.dispatcher.offsets.OffsetTracker;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Hands out a thousand offsets in order, finishes them in another order, and commits them. Each thread of JMH has its own state. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // set by JMH
public class OffsetTrackingBenchmark {
    private static final int OFFSETS = 1_000;

    /** Coprime to the offsets, so that each is finished once. */
    private static final int STRIDE = 37;

    private OffsetTracker tracker;
    private long next;

    @Setup
    public void make() {
        tracker = new OffsetTracker(0, "");
    }

    @Benchmark
    public int handOutFinishAndCommit() {
        for (int i = 0; i < OFFSETS; i++) {
            tracker.handOut(next + i);
        }
        for (int i = 1; i < OFFSETS; i++) {
            tracker.finish(next + (long) i * STRIDE % OFFSETS);
        }
        String gaps = tracker.gapMap(); // the first is still unfinished
        tracker.finish(next);
        next += OFFSETS;
        tracker.committed(tracker.committable());
        return gaps.length();
    }
}
