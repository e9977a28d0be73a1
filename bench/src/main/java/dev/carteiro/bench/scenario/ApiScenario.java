package dev.carteiro.bench.scenario;

import dev.carteiro.bench.client.BenchTokenIssuer;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.SubscriptionCatalogue;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.LiveHeap;
import dev.carteiro.bench.process.ProcessUsage;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The throughput, latency and memory of the REST API, with real tokens. Stateless.
 *
 * <p>No router runs: it would share the processors, and the API's responses do not depend on it.
 */
final class ApiScenario implements BenchScenario {
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

    /** On demand, because it has no comparison, and the other scenarios need all of the available time. */
    @Override
    public boolean isOnDemand() {
        return true;
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        BenchTokenIssuer issuer = new BenchTokenIssuer(stage.log("jwks.json"));
        try (BenchInstallation topics = stage.topics()) {
            new SubscriptionCatalogue(SUBSCRIPTIONS).write(topics);
            List<Figure> figures = new ArrayList<>();
            figures.add(start(stage, topics, issuer));
            try (BenchProcess api = stage.api(stage.ours(ApiStartTime.HEAP), topics, issuer.settings())) {
                figures.addAll(measure(stage, api, new ApiRequests(issuer, api.port(" api "), SUBSCRIPTIONS)));
            }
            return figures;
        }
    }

    private Figure start(BenchEnvironment stage, BenchInstallation topics, BenchTokenIssuer issuer)
            throws InterruptedException {
        List<ApiStartTime> starts = new ArrayList<>();
        for (int round = 0; round < stage.options().fewRounds(); round++) {
            starts.add(ApiStartTime.measure(stage, stage.ours(ApiStartTime.HEAP), topics, issuer));
        }
        double median = Comparison.median(starts.stream().map(ApiStartTime::seconds).toList());
        return Figure.of(name(), "start with 100,000 subscriptions", median,
                String.format(Locale.ROOT, "%.1f s", median), String.format(Locale.ROOT,
                        "%.1f s of processor time",
                        Comparison.median(starts.stream().map(ApiStartTime::processor).toList())),
                Goal.atMost(10));
    }

    private List<Figure> measure(BenchEnvironment stage, BenchProcess api, ApiRequests questions)
            throws InterruptedException {
        double live = LiveHeap.liveBytes(api) / MIB;
        ApiRequestCost pages = ApiRequestCost.measure(stage, api, questions.pages(), "pages of 100");
        ApiRequestCost reads = ApiRequestCost.measure(stage, api, questions.reads(), "reads");
        ApiRequestCost creates = ApiRequestCost.measure(stage, api, questions.creates(), "creates");
        api.requireAlive();
        return List.of(
                Figure.of(name(), "heap alive with 100,000 subscriptions", live,
                        String.format(Locale.ROOT, "%.0f MiB", live),
                        ProcessUsage.of(api).residentBytes() / (long) MIB + " MiB resident after the load", Goal.NONE),
                Figure.of(name(), "p50 of a page of 100", pages.answers().p50Millis(),
                        String.format(Locale.ROOT, "%.1f ms", pages.answers().p50Millis()), pages.text(),
                        Goal.atMost(10)),
                perSecond("reads a second", reads, Goal.atLeast(1_000)),
                perSecond("creates a second", creates, Goal.atLeast(300)));
    }

    private Figure perSecond(String what, ApiRequestCost asking, Goal goal) {
        double perSecond = asking.answers().perSecond();
        return Figure.of(name(), what, perSecond, String.format(Locale.ROOT, "%,.0f/s", perSecond), asking.text(),
                goal);
    }
}
