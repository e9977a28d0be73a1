package dev.carteiro.bench.scenario;

import java.time.Duration;

/**
 * How much of a drain is measured: so many deliveries after so many that warm it up, or what it does in that time, for the
 * whole bench has to be over in time however slow the machine is. Immutable.
 *
 * @param warmUp deliveries
 * @param warmUpAtMost until it counts as warm, whatever it has sent
 * @param measured deliveries
 * @param atMost what is measured ends after this long
 */
record Window(long warmUp, Duration warmUpAtMost, long measured, Duration atMost) {
    /** A rest that never ends up measured: some of it may have stepped aside. */
    private static final double SPARE = 1.25;

    /** For the figure that everyone asks for first. Until they have sent some 400,000, compilers still take their part. */
    static Window longest(Options options) {
        return options.quick()
                ? new Window(40_000, Duration.ofSeconds(20), 150_000, Duration.ofSeconds(12))
                : new Window(400_000, Duration.ofSeconds(14), 1_000_000, Duration.ofSeconds(15));
    }

    /** For what is measured with many variants. */
    static Window shorter(Options options) {
        return options.quick()
                ? new Window(20_000, Duration.ofSeconds(15), 60_000, Duration.ofSeconds(8))
                : new Window(160_000, Duration.ofSeconds(10), 250_000, Duration.ofSeconds(6));
    }

    /** How many deliveries have to lie there. */
    long backlog() {
        return (long) ((warmUp + measured) * SPARE);
    }
}
