package dev.carteiro.bench.scenario;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for. Immutable.
 *
 * @param quick fewer rounds and smaller loads: wider spreads
 * @param rival another build's {@code carteiro.jar}, to be compared with this one
 * @param dispatcherOptions for the JVM of the system under test, to profile it, for example
 * @param scratch for logs and the broker's data
 */
public record BenchOptions(boolean quick, @Nullable Path rival, List<String> dispatcherOptions, Path scratch) {
    public BenchOptions {
        dispatcherOptions = List.copyOf(dispatcherOptions);
    }

    int rounds() {
        return quick ? 2 : 3;
    }

    /** For what has many variants. */
    int fewRounds() {
        return 2;
    }

    /** The first, or the second where it should be quick. */
    int of(int usual, int quickly) {
        return quick ? quickly : usual;
    }
}
