package dev.carteiro.bench.scenario;

import dev.carteiro.bench.report.Figure;
import java.util.List;

/** One question to the system. Used by one thread. */
public interface BenchScenario {
    /** For {@code --only}. */
    String name();

    /** One line for people. */
    String question();

    /** Whether it runs only where it is named. */
    default boolean isOnDemand() {
        return false;
    }

    List<Figure> run(BenchEnvironment stage) throws InterruptedException;
}
