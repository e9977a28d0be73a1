package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Followers;
import dev.carteiro.bench.load.Topics;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import dev.carteiro.bench.scenario.Writing.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One event for 10,000 subscriptions. Stateless. */
final class Everyone implements Scenario {
    private static final int SUBSCRIPTIONS = 10_000;

    @Override
    public String name() {
        return "everyone";
    }

    @Override
    public String question() {
        return "what does a delivery cost when 10,000 subscriptions want the same event?";
    }

    @Override
    public List<Figure> run(Stage stage) throws InterruptedException {
        Batch batch = new Batch(stage.options().of(240, 60), SUBSCRIPTIONS, number -> Followers.EVERYONE);
        List<Growth> ours = new ArrayList<>();
        List<Growth> bare = new ArrayList<>();
        try (Topics topics = stage.topics(); Writing writing = new Writing(stage, topics)) {
            new Followers(SUBSCRIPTIONS).write(topics);
            for (int i = 0; i < stage.options().fewRounds(); i++) {
                ours.add(writing.router(List.of(batch)).getFirst());
                bare.add(writing.bareProducer(SUBSCRIPTIONS, batch.deliveries()));
            }
        }
        double micros = Comparison.median(ours, Growth::micros);
        return List.of(
                Figure.of(name(), "a delivery, all in all", micros, String.format(Locale.ROOT, "%.2f us", micros),
                        String.format(Locale.ROOT, "%.2f us of the router's processor time, %.2f us of the broker's",
                                Comparison.median(ours, Growth::cpuMicros),
                                Comparison.median(ours, Growth::brokerMicros)),
                        Goal.atMost(2)),
                Figure.ratio(name(), "deliveries a second, to a bare transactional producer",
                        Comparison.of(ours, bare, Growth::perSecond), "%,.0f/s and %,.0f/s", Goal.NONE));
    }
}
