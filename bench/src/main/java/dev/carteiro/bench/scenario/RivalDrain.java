package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Hook;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The healthy drain by this build and by another, in turn: what a change is worth. Stateless. */
final class RivalDrain implements Scenario {
    @Override
    public String name() {
        return "drain";
    }

    @Override
    public String question() {
        return "does this build drain a backlog faster than the other?";
    }

    @Override
    public List<Figure> run(Stage stage) throws InterruptedException {
        Path jar = Objects.requireNonNull(stage.options().rival());
        List<Drain> ours = new ArrayList<>();
        List<Drain> theirs = new ArrayList<>();
        Window window = Window.ample(stage.options());
        List<Hook> hooks = Hook.several(100, "ok");
        for (int i = 0; i < stage.options().rounds(); i++) {
            stage.say("  round " + (i + 1) + ": the other build, then this one");
            theirs.add(Drain.measure(stage, new Contestant.Carteiro(stage.theirs(jar)), hooks, List.of(), window));
            ours.add(Drain.measure(stage, new Contestant.Carteiro(stage.ours()), hooks, List.of(), window));
        }
        return List.of(
                Figure.ratio(name(), "throughput, this build to the other",
                        Comparison.of(ours, theirs, Drain::perSecond), "%,.0f/s and %,.0f/s", Goal.NONE),
                Figure.ratio(name(), "processor time, this build to the other",
                        Comparison.of(ours, theirs, Drain::cpuMicros), "%.0f us and %.0f us a delivery", Goal.NONE));
    }
}
