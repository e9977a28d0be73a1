package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Hook;
import dev.carteiro.bench.process.Jvm;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        for (int i = 0; i < stage.options().rounds(); i++) {
            stage.say("  round " + (i + 1) + ": the other build, then this one");
            theirs.add(measure(stage, stage.theirs(jar)));
            ours.add(measure(stage, stage.ours()));
        }
        Comparison rate = new Comparison(ours.stream().map(Drain::perSecond).toList(),
                theirs.stream().map(Drain::perSecond).toList());
        Comparison cpu = new Comparison(ours.stream().map(Drain::cpuMicros).toList(),
                theirs.stream().map(Drain::cpuMicros).toList());
        return List.of(
                Figure.of(name(), "throughput, this build to the other", rate, context(rate, "%,.0f/s and %,.0f/s"),
                        Goal.NONE),
                Figure.of(name(), "processor time, this build to the other", cpu,
                        context(cpu, "%.0f us and %.0f us a delivery"), Goal.NONE));
    }

    private static Drain measure(Stage stage, Jvm jvm) throws InterruptedException {
        return Drain.measure(stage, jvm, Hook.several(100, "ok"), List.of(), stage.options().of(200_000, 30_000));
    }

    private static String context(Comparison comparison, String format) {
        return String.format(Locale.ROOT, format, Comparison.median(comparison.ours()),
                Comparison.median(comparison.theirs()));
    }
}
