package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.FanOutSubscriptions;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import dev.carteiro.bench.scenario.WriteMeasurement.EventBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cost of one event for 10,000 subscriptions. Stateless. */
final class LargeFanOutScenario implements BenchScenario {
    private static final int SUBSCRIPTIONS = 10_000;

    @Override
    public String name() {
        return "everyone";
    }

    @Override
    public String question() {
        return "what does a delivery cost if 10,000 subscriptions match the same event?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        EventBatch batch = new EventBatch(stage.options().of(240, 60), SUBSCRIPTIONS,
                number -> FanOutSubscriptions.EVERYONE);
        List<WriteRate> ours = new ArrayList<>();
        List<WriteRate> bare = new ArrayList<>();
        try (BenchInstallation topics = stage.topics();
                WriteMeasurement writing = new WriteMeasurement(stage, topics)) {
            new FanOutSubscriptions(SUBSCRIPTIONS).write(topics);
            for (int i = 0; i < stage.options().fewRounds(); i++) {
                ours.add(writing.router(List.of(batch)).getFirst());
                bare.add(writing.bareProducer(SUBSCRIPTIONS, batch.deliveries()));
            }
        }
        double micros = Comparison.median(ours, WriteRate::micros);
        return List.of(
                Figure.of(name(), "a delivery, all in all", micros, String.format(Locale.ROOT, "%.2f us", micros),
                        String.format(Locale.ROOT, "%.2f us of the router's processor time, %.2f us of the broker's",
                                Comparison.median(ours, WriteRate::cpuMicros),
                                Comparison.median(ours, WriteRate::brokerMicros)),
                        Goal.atMost(2)),
                Figure.ratio(name(), "deliveries a second, to a bare transactional producer",
                        Comparison.of(ours, bare, WriteRate::perSecond), "%,.0f/s and %,.0f/s", Goal.NONE));
    }
}
