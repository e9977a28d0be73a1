package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The throughput for healthy endpoints, by this build and by another in turn. Shows the effect of a change. Stateless. */
final class RivalDrainScenario implements BenchScenario {
    @Override
    public String name() {
        return "drain";
    }

    @Override
    public String question() {
        return "does this build drain a backlog faster than the other?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        Path jar = Objects.requireNonNull(stage.options().rival());
        List<DrainRate> ours = new ArrayList<>();
        List<DrainRate> theirs = new ArrayList<>();
        MeasurementWindow window = MeasurementWindow.ample(stage.options());
        List<BenchSubscription> hooks = BenchSubscription.several(100, "ok");
        for (int i = 0; i < stage.options().rounds(); i++) {
            stage.print("  round " + (i + 1) + ": the other build, then this one");
            theirs.add(DrainRate.measure(stage, new DeliveryProgram.CarteiroDispatcher(stage.theirs(jar)), hooks,
                    List.of(), window));
            ours.add(DrainRate.measure(stage, new DeliveryProgram.CarteiroDispatcher(stage.ours()), hooks, List.of(),
                    window));
        }
        return List.of(
                Figure.ratio(name(), "throughput, this build to the other",
                        Comparison.of(ours, theirs, DrainRate::perSecond), "%,.0f/s and %,.0f/s", Goal.NONE),
                Figure.ratio(name(), "processor time, this build to the other",
                        Comparison.of(ours, theirs, DrainRate::cpuMicros), "%.0f us and %.0f us a delivery",
                        Goal.NONE));
    }
}
