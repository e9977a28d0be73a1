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

/** The rate at which a router with 100,000 subscriptions writes deliveries, and the cost of matching. Stateless. */
final class FanOutScenario implements BenchScenario {
    private static final int MANY = 100_000;
    private static final int FEW = 1_000;
    private static final int TEN = 10;

    @Override
    public String name() {
        return "router";
    }

    @Override
    public String question() {
        return "how fast is a router with 100,000 subscriptions, compared with a producer that only writes?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        List<WriteRate> one = new ArrayList<>();
        List<WriteRate> ten = new ArrayList<>();
        List<WriteRate> bareOne = new ArrayList<>();
        List<WriteRate> bareTen = new ArrayList<>();
        List<WriteRate> fewOfMany = new ArrayList<>();
        EventBatch ones = ones(stage, MANY);
        EventBatch few = ones(stage, FEW);
        EventBatch tens = new EventBatch(stage.options().of(80_000, 30_000), TEN, new FanOutSubscriptions(MANY)::ten);
        try (BenchInstallation topics = stage.topics();
                WriteMeasurement writing = new WriteMeasurement(stage, topics)) {
            new FanOutSubscriptions(MANY).write(topics);
            for (int i = 0; i < stage.options().fewRounds(); i++) {
                stage.print("  round " + (i + 1));
                List<WriteRate> all = writing.router(List.of(few, ones, tens));
                fewOfMany.add(all.getFirst());
                one.add(all.get(1));
                ten.add(all.getLast());
                bareOne.add(writing.bareProducer(1, ones.deliveries()));
                bareTen.add(writing.bareProducer(TEN, tens.deliveries()));
            }
        }
        List<Figure> figures = new ArrayList<>(List.of(rate("1", one, bareOne), rate("10", ten, bareTen)));
        figures.addAll(matching(one, fewOfMany, small(stage)));
        return figures;
    }

    private static EventBatch ones(BenchEnvironment stage, int subscriptions) {
        return new EventBatch(stage.options().of(400_000, 150_000), 1, new FanOutSubscriptions(subscriptions)::one);
    }

    private static WriteRate small(BenchEnvironment stage) throws InterruptedException {
        stage.print("  with " + FEW + " subscriptions");
        try (BenchInstallation topics = stage.topics();
                WriteMeasurement writing = new WriteMeasurement(stage, topics)) {
            new FanOutSubscriptions(FEW).write(topics);
            return writing.router(List.of(ones(stage, FEW))).getFirst();
        }
    }

    private Figure rate(String fanOut, List<WriteRate> ours, List<WriteRate> bare) {
        String micros = Comparison.of(ours, bare, WriteRate::cpuMicros)
                .context("%.1f us and %.1f us of processor time");
        Comparison rate = Comparison.of(ours, bare, WriteRate::perSecond);
        return Figure.of(name(), "deliveries a second at fan-out " + fanOut + ", to a bare transactional producer",
                rate,
                rate.context("%,.0f/s and %,.0f/s; ") + micros, Goal.atLeast(0.8));
    }

    private List<Figure> matching(List<WriteRate> all, List<WriteRate> fewOfMany, WriteRate few) {
        double micros = Comparison.median(all, WriteRate::matchingMicros);
        double growing = Comparison.median(fewOfMany, WriteRate::matchingMicros);
        double ratio = growing / few.matchingMicros();
        return List.of(
                Figure.of(name(), "matching an event, 1 of 100,000", micros, String.format(Locale.ROOT, "%.1f us",
                        micros), "as measured by the router itself", Goal.atMost(10)),
                Figure.of(name(), "matching an event that 1 of 1,000 wants, beside 99,000 others to without", ratio,
                        String.format(Locale.ROOT, "%.2f", ratio),
                        String.format(Locale.ROOT, "%.1f us and %.1f us", growing, few.matchingMicros()),
                        Goal.atMost(1.5)));
    }
}
