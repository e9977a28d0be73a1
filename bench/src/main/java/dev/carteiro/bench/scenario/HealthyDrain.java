package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Hook;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How fast one dispatcher drains a backlog for healthy endpoints; the context of all ratios. Stateless. */
final class HealthyDrain implements Scenario {
    @Override
    public String name() {
        return "drain";
    }

    @Override
    public String question() {
        return "how fast does one dispatcher drain a backlog for 100 healthy endpoints?";
    }

    @Override
    public List<Figure> run(Stage stage) throws InterruptedException {
        List<Drain> drains = new ArrayList<>();
        for (int i = 0; i < stage.options().rounds(); i++) {
            drains.add(Drain.measure(stage, stage.ours(), Hook.several(100, "ok"), List.of(),
                    stage.options().of(200_000, 30_000)));
        }
        double perSecond = Comparison.median(drains.stream().map(Drain::perSecond).toList());
        double micros = Comparison.median(drains.stream().map(Drain::cpuMicros).toList());
        return List.of(Figure.of(name(), "deliveries a second", perSecond, String.format(Locale.ROOT, "%,.0f/s",
                perSecond), String.format(Locale.ROOT, "%.0f us of the dispatcher's processor time each", micros),
                Goal.NONE));
    }
}
