package dev.carteiro.bench.scenario;

import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import dev.carteiro.router.RouterSettings;
import java.util.ArrayList;
import java.util.List;

/** Latency at a moderate pace, compared with Kafka's own. Stateless. */
final class EventToRequestScenario implements BenchScenario {
    private static final int DEFAULT_COMMIT_MILLIS = (int) RouterSettings.DEFAULT_COMMIT_INTERVAL.toMillis();

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String question() {
        return "how long does it take from event to request, at 1,000 events a second, and from producer to consumer?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        return figures(stage, name(), DEFAULT_COMMIT_MILLIS, stage.options().fewRounds(), Goal.atMost(3),
                Goal.atMost(5));
    }

    static List<Figure> figures(BenchEnvironment stage, String scenario, int millis, int rounds, Goal p50, Goal p99)
            throws InterruptedException {
        List<EndToEndLatency> ours = new ArrayList<>();
        List<EndToEndLatency> plain = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            plain.add(EndToEndLatency.ofRecords(stage, millis));
            ours.add(EndToEndLatency.ofEvents(stage, millis));
        }
        String suffix = " with a commit every " + millis + " ms, to a transactional round trip";
        return List.of(
                Figure.ratio(scenario, "p50" + suffix, Comparison.of(ours, plain, EndToEndLatency::p50Millis),
                        "%.1f ms and %.1f ms; " + escaped(ours), p50),
                Figure.ratio(scenario, "p99" + suffix, Comparison.of(ours, plain, EndToEndLatency::p99Millis),
                        "%.1f ms and %.1f ms", p99));
    }

    /** Escapes percent signs for a format. */
    private static String escaped(List<EndToEndLatency> journeys) {
        return journeys.getLast().load().replace("%", "%%");
    }
}
