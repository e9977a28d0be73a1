package dev.carteiro.bench.scenario;

import dev.carteiro.bench.client.BenchTokenIssuer;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.SubscriptionCatalogue;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The API's start, by this build and by another in turn. Stateless. */
final class RivalApiStartScenario implements BenchScenario {
    @Override
    public String name() {
        return "api-start";
    }

    @Override
    public String question() {
        return "does this build's API start faster than the other's, with 100,000 subscriptions?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        Path jar = Objects.requireNonNull(stage.options().rival());
        BenchTokenIssuer issuer = new BenchTokenIssuer(stage.log("jwks.json"));
        List<ApiStartTime> ours = new ArrayList<>();
        List<ApiStartTime> theirs = new ArrayList<>();
        try (BenchInstallation topics = stage.topics()) {
            new SubscriptionCatalogue(ApiScenario.SUBSCRIPTIONS).write(topics);
            for (int i = 0; i < stage.options().rounds(); i++) {
                stage.print("  round " + (i + 1) + ": the other build, then this one");
                theirs.add(ApiStartTime.measure(stage, stage.theirs(jar, ApiStartTime.HEAP), topics, issuer));
                ours.add(ApiStartTime.measure(stage, stage.ours(ApiStartTime.HEAP), topics, issuer));
            }
        }
        Comparison time = new Comparison(ours.stream().map(ApiStartTime::seconds).toList(),
                theirs.stream().map(ApiStartTime::seconds).toList());
        Comparison cpu = new Comparison(ours.stream().map(ApiStartTime::processor).toList(),
                theirs.stream().map(ApiStartTime::processor).toList());
        return List.of(Figure.of(name(), "time to start, this build to the other", time, context(time), Goal.NONE),
                Figure.of(name(), "processor time to start, this build to the other", cpu, context(cpu), Goal.NONE));
    }

    private static String context(Comparison comparison) {
        return String.format(Locale.ROOT, "%.1f s and %.1f s", Comparison.median(comparison.ours()),
                Comparison.median(comparison.theirs()));
    }
}
