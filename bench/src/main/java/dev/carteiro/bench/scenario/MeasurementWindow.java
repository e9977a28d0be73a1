package dev.carteiro.bench.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of a drain is measured: so many deliveries, after so many that warm it up, or what it does in that time, for the
 * whole bench has to be over in time however slow the machine is. Immutable.
 *
 * @param warmUps how often it is warmed up, and left alone until the compilers are done: while they are busy, they put off
 *     what they would otherwise do
 * @param warmUp deliveries, each time
 * @param warmUpAtMost until it counts as warm, whatever it has sent, each time
 * @param measured deliveries
 * @param atMost what is measured ends after this long
 */
record MeasurementWindow(int warmUps, long warmUp, Duration warmUpAtMost, long measured, Duration atMost) {
    /** The last of them are not as quick as the rest: they wait for nothing that comes behind. */
    private static final double SPARE = 1.1;

    private static final MeasurementWindow QUICK = new MeasurementWindow(3, 20_000, Duration.ofSeconds(12), 100_000, Duration.ofSeconds(6));
    private static final MeasurementWindow BRIEF = new MeasurementWindow(3, 50_000, Duration.ofSeconds(12), 180_000, Duration.ofSeconds(6));
    private static final MeasurementWindow AMPLE = new MeasurementWindow(3, 100_000, Duration.ofSeconds(15), 500_000, Duration.ofSeconds(20));

    /** For drains of one build, which are all as warm as each other, and of what is soon warm. */
    static MeasurementWindow brief(BenchOptions options) {
        return options.quick() ? QUICK : BRIEF;
    }

    /** For drains of programs that take long to be warm: in two rounds it is a million. */
    static MeasurementWindow ample(BenchOptions options) {
        return options.quick() ? QUICK : AMPLE;
    }

    /** What has to lie there. */
    List<Long> parts() {
        return Stream.concat(Collections.nCopies(warmUps, warmUp).stream(), Stream.of((long) (measured * SPARE)))
                .toList();
    }
}
