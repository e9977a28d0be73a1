package dev.carteiro.bench.scenario;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a run. Immutable.
 *
 * @param quick fewer rounds and smaller loads, with wider spreads
 * @param rival another build's {@code carteiro.jar} for comparison
 * @param dispatcherOptions JVM options of the system under test, for example to profile it
 * @param scratch directory for logs and the broker's data
 */
public record BenchOptions(boolean quick, @Nullable Path rival, List<String> dispatcherOptions, Path scratch) {
    public BenchOptions {
        dispatcherOptions = List.copyOf(dispatcherOptions);
    }

    int rounds() {
        return quick ? 2 : 3;
    }

    /** Returns the number of rounds for scenarios with many variants. */
    int fewRounds() {
        return 2;
    }

    /** Returns the first value, or the second for a quick run. */
    int of(int usual, int quickly) {
        return quick ? quickly : usual;
    }
}
