package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.process.BenchJvm;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The latency at a steady pace, by this build and by another in turn. Stateless. */
final class RivalPacedScenario implements BenchScenario {
    private static final int PER_SECOND = 900;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String question() {
        return "is this build faster than the other at a steady pace?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        Path jar = Objects.requireNonNull(stage.options().rival());
        List<PacedLatency> ours = new ArrayList<>();
        List<PacedLatency> theirs = new ArrayList<>();
        for (int i = 0; i < stage.options().rounds(); i++) {
            stage.print("  round " + (i + 1) + ": the other build, then this one");
            theirs.add(measure(stage, stage.theirs(jar)));
            ours.add(measure(stage, stage.ours()));
        }
        return List.of(figure("p50", "%.1f ms and %.1f ms", ours, theirs, PacedLatency::p50Millis),
                figure("p99", "%.1f ms and %.1f ms", ours, theirs, PacedLatency::p99Millis),
                figure("processor time", "%.0f us and %.0f us a delivery", ours, theirs, PacedLatency::cpuMicros));
    }

    private static PacedLatency measure(BenchEnvironment stage, BenchJvm jvm) throws InterruptedException {
        return PacedLatency.measure(stage, jvm, BenchSubscription.several(100, "ok"), List.of(), PER_SECOND);
    }

    private Figure figure(String what, String format, List<PacedLatency> ours, List<PacedLatency> theirs,
            ToDoubleFunction<PacedLatency> value) {
        return Figure.ratio(name(), what + ", this build to the other", Comparison.of(ours, theirs, value), format,
                Goal.NONE);
    }
}
