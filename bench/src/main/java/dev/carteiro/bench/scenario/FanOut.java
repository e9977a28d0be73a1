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

/** How fast a router with 100,000 subscriptions writes deliveries, and what it costs to find whose they are. Stateless. */
final class FanOut implements Scenario {
    private static final int MANY = 100_000;
    private static final int FEW = 1_000;
    private static final int TEN = 10;

    @Override
    public String name() {
        return "router";
    }

    @Override
    public String question() {
        return "how near does a router with 100,000 subscriptions come to a producer that does nothing but write?";
    }

    @Override
    public List<Figure> run(Stage stage) throws InterruptedException {
        List<Growth> one = new ArrayList<>();
        List<Growth> ten = new ArrayList<>();
        List<Growth> bareOne = new ArrayList<>();
        List<Growth> bareTen = new ArrayList<>();
        Batch ones = ones(stage, MANY);
        Batch tens = new Batch(stage.options().of(40_000, 15_000), TEN, new Followers(MANY)::ten);
        try (Topics topics = stage.topics(); Writing writing = new Writing(stage, topics)) {
            new Followers(MANY).write(topics);
            for (int i = 0; i < stage.options().fewRounds(); i++) {
                stage.say("  round " + (i + 1));
                List<Growth> both = writing.router(List.of(ones, tens));
                one.add(both.getFirst());
                ten.add(both.getLast());
                bareOne.add(writing.bareProducer(1, ones.deliveries()));
                bareTen.add(writing.bareProducer(TEN, tens.deliveries()));
            }
        }
        List<Figure> figures = new ArrayList<>(List.of(rate("1", one, bareOne), rate("10", ten, bareTen)));
        figures.addAll(matching(one, small(stage)));
        return figures;
    }

    private static Batch ones(Stage stage, int subscriptions) {
        return new Batch(stage.options().of(200_000, 80_000), 1, new Followers(subscriptions)::one);
    }

    private static Growth small(Stage stage) throws InterruptedException {
        stage.say("  with " + FEW + " subscriptions");
        try (Topics topics = stage.topics(); Writing writing = new Writing(stage, topics)) {
            new Followers(FEW).write(topics);
            return writing.router(List.of(ones(stage, FEW))).getFirst();
        }
    }

    private Figure rate(String fanOut, List<Growth> ours, List<Growth> bare) {
        String micros = Comparison.of(ours, bare, Growth::cpuMicros).context("%.1f us and %.1f us of processor time");
        Comparison rate = Comparison.of(ours, bare, Growth::perSecond);
        return Figure.of(name(), "deliveries a second at fan-out " + fanOut + ", to a bare transactional producer",
                rate,
                rate.context("%,.0f/s and %,.0f/s; ") + micros, Goal.atLeast(0.8));
    }

    private List<Figure> matching(List<Growth> many, Growth few) {
        double micros = Comparison.median(many, Growth::matchingMicros);
        double ratio = micros / few.matchingMicros();
        return List.of(
                Figure.of(name(), "matching an event, 1 of 100,000", micros, String.format(Locale.ROOT, "%.1f us",
                        micros), "as the router itself measures it", Goal.atMost(10)),
                Figure.of(name(), "matching, 100,000 subscriptions to 1,000", ratio, String.format(Locale.ROOT, "%.2f",
                        ratio), String.format(Locale.ROOT, "%.1f us and %.1f us", micros, few.matchingMicros()),
                        Goal.atMost(1.5)));
    }
}
