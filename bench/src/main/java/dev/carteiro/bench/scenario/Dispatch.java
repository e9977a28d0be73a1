package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Hook;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A backlog for healthy endpoints, by Carteiro and by those it is compared with. Stateless. */
final class Dispatch implements Scenario {
    @Override
    public String name() {
        return "dispatch";
    }

    @Override
    public String question() {
        return "how fast does one dispatcher drain a backlog for 100 healthy endpoints, and how fast do others?";
    }

    @Override
    public List<Figure> run(Stage stage) throws InterruptedException {
        Window ample = Window.ample(stage.options());
        Window brief = Window.brief(stage.options());
        List<Hook> hooks = Hook.several(100, "ok");
        List<Drain> ours = new ArrayList<>();
        List<Drain> parallel = new ArrayList<>();
        List<Drain> bare = new ArrayList<>();
        for (int i = 0; i < stage.options().fewRounds(); i++) {
            stage.say("  round " + (i + 1));
            ours.add(Drain.measure(stage, new Contestant.Carteiro(stage.ours()), hooks, List.of(), ample));
            parallel.add(Drain.measure(stage, new Contestant.ParallelConsumer("key"), hooks, List.of(), ample));
            bare.add(Drain.measure(stage, new Contestant.BareHttp(), hooks, List.of(), brief));
        }
        double perSecond = Comparison.median(ours, Drain::perSecond);
        return List.of(
                rate("throughput, to parallel-consumer-vertx", ours, parallel, Goal.atLeast(1.25)),
                rate("throughput, to a bare OkHttp loop", ours, bare, Goal.atLeast(0.7)),
                micros("processor time, to parallel-consumer-vertx", ours, parallel),
                micros("processor time, to a bare OkHttp loop", ours, bare),
                Figure.of(name(), "deliveries a second", perSecond, String.format(Locale.ROOT, "%,.0f/s", perSecond),
                        String.format(Locale.ROOT, "%.0f us of the dispatcher's processor time each, %.0f us of the"
                                + " broker's, %.0f us of the receiver's", Comparison.median(ours, Drain::cpuMicros),
                                Comparison.median(ours, Drain::brokerMicros),
                                Comparison.median(ours, Drain::receiverMicros)),
                        Goal.NONE));
    }

    private Figure rate(String what, List<Drain> ours, List<Drain> theirs, Goal goal) {
        return Figure.ratio(name(), what, Comparison.of(ours, theirs, Drain::perSecond), "%,.0f/s and %,.0f/s", goal);
    }

    private Figure micros(String what, List<Drain> ours, List<Drain> theirs) {
        return Figure.ratio(name(), what, Comparison.of(ours, theirs, Drain::cpuMicros),
                "%.0f us and %.0f us a delivery", Goal.NONE);
    }
}
