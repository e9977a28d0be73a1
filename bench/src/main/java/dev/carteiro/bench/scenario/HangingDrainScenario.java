package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Throughput of 90 healthy endpoints, with and without ten more that accept and never respond. Stateless. */
final class HangingDrainScenario implements BenchScenario {
    @Override
    public String name() {
        return "hanging";
    }

    @Override
    public String question() {
        return "does a backlog for 90 healthy endpoints drain as fast if 10 more accept and never respond?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        MeasurementWindow window = MeasurementWindow.brief(stage.options());
        List<BenchSubscription> healthy = BenchSubscription.several(90, "ok");
        List<BenchSubscription> hanging = BenchSubscription.several(10, "hang");
        List<DrainRate> with = new ArrayList<>();
        List<DrainRate> without = new ArrayList<>();
        DeliveryProgram ours = new DeliveryProgram.CarteiroDispatcher(stage.ours());
        for (int i = 0; i < stage.options().fewRounds(); i++) {
            stage.print("  round " + (i + 1) + ": without, then with");
            without.add(DrainRate.measure(stage, ours, healthy, List.of(), window));
            with.add(DrainRate.measure(stage, ours, healthy, hanging, window));
        }
        stage.print("  the other program, with");
        double peers = DrainRate.measure(stage, new DeliveryProgram.ParallelConsumer("key"), healthy, hanging, window)
                .perSecond();
        return List.of(
                Figure.ratio(name(), "throughput of the 90, with to without",
                        Comparison.of(with, without, DrainRate::perSecond), "%,.0f/s with, %,.0f/s without",
                        Goal.atLeast(0.9)),
                Figure.of(name(), "the same, parallel-consumer-vertx, with", peers,
                        String.format(Locale.ROOT, "%,.0f/s", peers), "for healthy endpoints only: see dispatch",
                        Goal.NONE));
    }
}
