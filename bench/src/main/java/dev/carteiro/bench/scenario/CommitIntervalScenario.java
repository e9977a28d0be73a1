package dev.carteiro.bench.scenario;

import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;

/** Latency and processor time with several commit intervals, from which the default was chosen. Stateless. */
final class CommitIntervalScenario implements BenchScenario {
    private static final List<Integer> MILLIS = List.of(10, 25, 50, 100);

    @Override
    public String name() {
        return "commit-interval";
    }

    @Override
    public String question() {
        return "what are latency and processor time with other commit intervals?";
    }

    @Override
    public boolean isOnDemand() {
        return true;
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (int millis : MILLIS) {
            figures.addAll(EventToRequestScenario.figures(stage, name(), millis, 1, Goal.NONE, Goal.NONE));
        }
        return figures;
    }
}
