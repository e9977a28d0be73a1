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
record Window(int warmUps, long warmUp, Duration warmUpAtMost, long measured, Duration atMost) {
    /** The last of them are not as quick as the rest: they wait for nothing that comes behind. */
    private static final double SPARE = 1.1;

    static Window of(Options options) {
        return options.quick()
                ? new Window(3, 20_000, Duration.ofSeconds(8), 100_000, Duration.ofSeconds(6))
                : new Window(3, 50_000, Duration.ofSeconds(8), 180_000, Duration.ofSeconds(6));
    }

    /** What has to lie there. */
    List<Long> parts() {
        return Stream.concat(Collections.nCopies(warmUps, warmUp).stream(), Stream.of((long) (measured * SPARE)))
                .toList();
    }
}
