package dev.carteiro.bench.scenario;

import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import dev.carteiro.router.RouterSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * How late requests are, at a pace that nothing has trouble with, against what Kafka itself takes; for several commit
 * intervals, so that the default can be chosen. Stateless.
 */
final class EventToRequest implements Scenario {
    private static final int DEFAULT = (int) RouterSettings.DEFAULT_COMMIT_INTERVAL.toMillis();
    private static final List<Integer> ALL = List.of(25, 50);
    private static final List<Integer> SOME = List.of(50);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String question() {
        return "how long from event to request, at 1,000 events a second, and from producer to consumer?";
    }

    @Override
    public List<Figure> run(Stage stage) throws InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (int millis : stage.options().quick() ? SOME : ALL) {
            boolean isDefault = millis == DEFAULT;
            List<Journey> ours = new ArrayList<>();
            List<Journey> plain = new ArrayList<>();
            for (int i = 0; i < (isDefault ? stage.options().fewRounds() : 1); i++) {
                plain.add(Journey.ofRecords(stage, millis));
                ours.add(Journey.ofEvents(stage, millis));
            }
            String suffix = " with a commit every " + millis + " ms, to a transactional round trip";
            figures.add(Figure.ratio(name(), "p50" + suffix, Comparison.of(ours, plain, Journey::p50Millis),
                    "%.1f ms and %.1f ms; " + escaped(ours), isDefault ? Goal.atMost(3) : Goal.NONE));
            figures.add(Figure.ratio(name(), "p99" + suffix, Comparison.of(ours, plain, Journey::p99Millis),
                    "%.1f ms and %.1f ms", isDefault ? Goal.atMost(5) : Goal.NONE));
        }
        return figures;
    }

    /** Fit for a format. */
    private static String escaped(List<Journey> journeys) {
        return journeys.getLast().load().replace("%", "%%");
    }
}
