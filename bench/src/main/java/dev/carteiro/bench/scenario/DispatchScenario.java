package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Throughput for healthy endpoints, of Carteiro and of other programs. Stateless. */
final class DispatchScenario implements BenchScenario {
    @Override
    public String name() {
        return "dispatch";
    }

    @Override
    public String question() {
        return "how fast does one dispatcher drain a backlog for 100 healthy endpoints, compared with other programs?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        MeasurementWindow ample = MeasurementWindow.ample(stage.options());
        MeasurementWindow brief = MeasurementWindow.brief(stage.options());
        List<BenchSubscription> hooks = BenchSubscription.several(100, "ok");
        List<DrainRate> ours = new ArrayList<>();
        List<DrainRate> parallel = new ArrayList<>();
        List<DrainRate> bare = new ArrayList<>();
        for (int i = 0; i < stage.options().fewRounds(); i++) {
            stage.print("  round " + (i + 1));
            ours.add(DrainRate.measure(stage, new DeliveryProgram.CarteiroDispatcher(stage.ours()), hooks, List.of(),
                    ample));
            parallel.add(
                    DrainRate.measure(stage, new DeliveryProgram.ParallelConsumer("key"), hooks, List.of(), ample));
            bare.add(DrainRate.measure(stage, new DeliveryProgram.BareHttpClient(), hooks, List.of(), brief));
        }
        double perSecond = Comparison.median(ours, DrainRate::perSecond);
        return List.of(
                rate("throughput, to parallel-consumer-vertx", ours, parallel, Goal.atLeast(1.25)),
                rate("throughput, to a bare OkHttp loop", ours, bare, Goal.atLeast(0.7)),
                micros("processor time, to parallel-consumer-vertx", ours, parallel),
                micros("processor time, to a bare OkHttp loop", ours, bare),
                Figure.of(name(), "deliveries a second", perSecond, String.format(Locale.ROOT, "%,.0f/s", perSecond),
                        String.format(Locale.ROOT, "%.0f us of the dispatcher's processor time each, %.0f us of the"
                                + " broker's, %.0f us of the receiver's", Comparison.median(ours, DrainRate::cpuMicros),
                                Comparison.median(ours, DrainRate::brokerMicros),
                                Comparison.median(ours, DrainRate::receiverMicros)),
                        Goal.NONE));
    }

    private Figure rate(String what, List<DrainRate> ours, List<DrainRate> theirs, Goal goal) {
        return Figure.ratio(name(), what, Comparison.of(ours, theirs, DrainRate::perSecond), "%,.0f/s and %,.0f/s",
                goal);
    }

    private Figure micros(String what, List<DrainRate> ours, List<DrainRate> theirs) {
        return Figure.ratio(name(), what, Comparison.of(ours, theirs, DrainRate::cpuMicros),
                "%.0f us and %.0f us a delivery", Goal.NONE);
    }
}
