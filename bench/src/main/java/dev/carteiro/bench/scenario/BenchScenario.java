package dev.carteiro.bench.scenario;

import dev.carteiro.bench.report.Figure;
import java.util.List;

/** A measurement that answers one question. Used by one thread. */
public interface BenchScenario {
    /** Returns the name for {@code --only}. */
    String name();

    /** Returns the question in one line. */
    String question();

    /** Returns whether it runs only if it is named. */
    default boolean isOnDemand() {
        return false;
    }

    List<Figure> run(BenchEnvironment stage) throws InterruptedException;
}
