package dev.carteiro.bench.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The measured part of a drain: a number of deliveries after a warm-up. Both are limited in time, because a run must end in time on
 * a slow machine, too. Immutable.
 *
 * @param warmUps number of warm-ups; each is followed by a pause until the compilers are done, because they postpone work while
 *     they are busy
 * @param warmUp deliveries of each warm-up
 * @param warmUpAtMost time limit of each warm-up
 * @param measured deliveries
 * @param atMost time limit of the measurement
 */
record MeasurementWindow(int warmUps, long warmUp, Duration warmUpAtMost, long measured, Duration atMost) {
    /** Extra deliveries, because the last ones of a backlog are slower: no more batches follow them. */
    private static final double BACKLOG_FACTOR = 1.1;

    private static final MeasurementWindow QUICK = new MeasurementWindow(3, 20_000, Duration.ofSeconds(12), 100_000,
            Duration.ofSeconds(6));
    private static final MeasurementWindow BRIEF = new MeasurementWindow(3, 50_000, Duration.ofSeconds(12), 180_000,
            Duration.ofSeconds(6));
    private static final MeasurementWindow AMPLE = new MeasurementWindow(3, 100_000, Duration.ofSeconds(15), 500_000,
            Duration.ofSeconds(20));

    /** For drains of two builds, which warm up equally, and of programs that warm up fast. */
    static MeasurementWindow brief(BenchOptions options) {
        return options.quick() ? QUICK : BRIEF;
    }

    /** For drains of programs that warm up slowly: a million deliveries in two rounds. */
    static MeasurementWindow ample(BenchOptions options) {
        return options.quick() ? QUICK : AMPLE;
    }

    /** Returns the sizes of the backlog's parts. */
    List<Long> parts() {
        return Stream
                .concat(Collections.nCopies(warmUps, warmUp).stream(), Stream.of((long) (measured * BACKLOG_FACTOR)))
                .toList();
    }
}
