package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;

/** Latency of 90 healthy endpoints, with and without ten more that accept and never respond. Stateless. */
final class HangingPacedScenario implements BenchScenario {
    private static final int PER_SECOND = 900;

    @Override
    public String name() {
        return "hanging-latency";
    }

    @Override
    public String question() {
        return "are deliveries to 90 healthy endpoints as quick if 10 more accept and never respond?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        List<BenchSubscription> healthy = BenchSubscription.several(90, "ok");
        List<PacedLatency> with = new ArrayList<>();
        List<PacedLatency> without = new ArrayList<>();
        for (int i = 0; i < stage.options().fewRounds(); i++) {
            stage.print("  round " + (i + 1) + ": without, then with");
            without.add(PacedLatency.measure(stage, stage.ours(), healthy, List.of(), PER_SECOND));
            with.add(PacedLatency.measure(stage, stage.ours(), healthy, BenchSubscription.several(10, "hang"),
                    PER_SECOND));
        }
        String format = "%.1f ms with, %.1f ms without, at " + PER_SECOND + "/s";
        return List.of(
                Figure.ratio(name(), "p99 of the 90, with to without",
                        Comparison.of(with, without, PacedLatency::p99Millis),
                        format, Goal.atMost(1.5)),
                Figure.ratio(name(), "p50 of the 90, with to without",
                        Comparison.of(with, without, PacedLatency::p50Millis),
                        format, Goal.NONE));
    }
}
