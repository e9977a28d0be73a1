package dev.carteiro.bench.scenario;

import dev.carteiro.bench.client.Issuer;
import dev.carteiro.bench.load.Catalogue;
import dev.carteiro.bench.load.Topics;
import dev.carteiro.bench.process.Child;
import dev.carteiro.bench.process.Heap;
import dev.carteiro.bench.process.Usage;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the REST API does beside the broker, with real tokens. Stateless.
 *
 * <p>No router runs: it would share the processors, and what it does with a new subscription is no part of the answer.
 */
final class Api implements Scenario {
    static final int SUBSCRIPTIONS = 100_000;
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "api";
    }

    @Override
    public String question() {
        return "how fast is the REST API, with 100,000 subscriptions?";
    }

    /** It has nobody to be compared with, and the rest takes all of the time there is. */
    @Override
    public boolean isOnDemand() {
        return true;
    }

    @Override
    public List<Figure> run(Stage stage) throws InterruptedException {
        Issuer issuer = new Issuer(stage.log("jwks.json"));
        try (Topics topics = stage.topics()) {
            new Catalogue(SUBSCRIPTIONS).write(topics);
            List<Figure> figures = new ArrayList<>();
            figures.add(start(stage, topics, issuer));
            try (Child api = stage.api(stage.ours(ApiStart.HEAP), topics, issuer.settings())) {
                figures.addAll(ask(stage, api, new ApiQuestions(issuer, api.port(" api "), SUBSCRIPTIONS)));
            }
            return figures;
        }
    }

    private Figure start(Stage stage, Topics topics, Issuer issuer) throws InterruptedException {
        List<ApiStart> starts = new ArrayList<>();
        for (int round = 0; round < stage.options().fewRounds(); round++) {
            starts.add(ApiStart.measure(stage, stage.ours(ApiStart.HEAP), topics, issuer));
        }
        double median = Comparison.median(starts.stream().map(ApiStart::seconds).toList());
        return Figure.of(name(), "start with 100,000 subscriptions", median,
                String.format(Locale.ROOT, "%.1f s", median), String.format(Locale.ROOT,
                        "%.1f s of processor time",
                        Comparison.median(starts.stream().map(ApiStart::processor).toList())),
                Goal.atMost(10));
    }

    private List<Figure> ask(Stage stage, Child api, ApiQuestions questions) throws InterruptedException {
        double live = Heap.liveBytes(api) / MIB;
        Asking pages = Asking.measure(stage, api, questions.pages(), "pages of 100");
        Asking reads = Asking.measure(stage, api, questions.reads(), "reads");
        Asking creates = Asking.measure(stage, api, questions.creates(), "creates");
        api.requireAlive();
        return List.of(
                Figure.of(name(), "heap alive with 100,000 subscriptions", live,
                        String.format(Locale.ROOT, "%.0f MiB", live),
                        Usage.of(api).residentBytes() / (long) MIB + " MiB resident after the load", Goal.NONE),
                Figure.of(name(), "p50 of a page of 100", pages.answers().p50Millis(),
                        String.format(Locale.ROOT, "%.1f ms", pages.answers().p50Millis()), pages.text(),
                        Goal.atMost(10)),
                perSecond("reads a second", reads, Goal.atLeast(1_000)),
                perSecond("creates a second", creates, Goal.atLeast(300)));
    }

    private Figure perSecond(String what, Asking asking, Goal goal) {
        double perSecond = asking.answers().perSecond();
        return Figure.of(name(), what, perSecond, String.format(Locale.ROOT, "%,.0f/s", perSecond), asking.text(),
                goal);
    }
}
