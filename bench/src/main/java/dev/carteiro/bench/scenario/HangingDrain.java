package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Hook;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Throughput of 90 healthy endpoints, with and without ten more that accept and never answer. Stateless. */
final class HangingDrain implements Scenario {
    @Override
    public String name() {
        return "hanging";
    }

    @Override
    public String question() {
        return "does a backlog for 90 healthy endpoints drain as fast when 10 more accept and never answer?";
    }

    @Override
    public List<Figure> run(Stage stage) throws InterruptedException {
        int deliveries = stage.options().of(200_000, 30_000);
        List<Hook> healthy = Hook.several(90, "ok");
        List<Drain> with = new ArrayList<>();
        List<Drain> without = new ArrayList<>();
        for (int i = 0; i < stage.options().rounds(); i++) {
            stage.say("  round " + (i + 1) + ": without, then with");
            without.add(Drain.measure(stage, stage.ours(), healthy, List.of(), deliveries));
            with.add(Drain.measure(stage, stage.ours(), healthy, Hook.several(10, "hang"), deliveries));
        }
        Comparison comparison = new Comparison(with.stream().map(Drain::perSecond).toList(),
                without.stream().map(Drain::perSecond).toList());
        String context = String.format(Locale.ROOT, "%,.0f/s with, %,.0f/s without",
                Comparison.median(comparison.ours()), Comparison.median(comparison.theirs()));
        return List.of(Figure.of(name(), "throughput of the 90, with to without", comparison, context,
                Goal.atLeast(0.9)));
    }
}
