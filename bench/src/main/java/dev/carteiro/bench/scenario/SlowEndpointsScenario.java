package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.load.LoadPacer;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.LiveHeap;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import dev.carteiro.bench.scrape.PrometheusPage;
import dev.carteiro.bench.scrape.ReceiverControl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A pace that requires a thousand requests in flight at all times. Stateless. */
final class SlowEndpointsScenario implements BenchScenario {
    private static final int PER_SECOND = 1_000;
    private static final int HEAP_MIB = 256;
    private static final double MIB = 1 << 20;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final String BEHAVIOUR = "slow";

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public String question() {
        return "are 1,000 deliveries a second possible if every endpoint responds after a second, in a heap of 256 MiB?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        Path collections = stage.log("slow-gc.log");
        List<BenchSubscription> hooks = BenchSubscription.several(100, BEHAVIOUR + "-1000");
        try (BenchInstallation topics = stage.topics()) {
            topics.apply(hooks, stage.receiverPort());
            BenchEvents events = new BenchEvents(topics.names().prefix());
            Iterator<BenchSubscription> turns = Stream.generate(() -> hooks).flatMap(List::stream).iterator();
            Runnable one = () -> topics.write(events.next(topics, turns.next()));
            try (BenchProcess dispatcher = stage.dispatcher(stage.ours("-Xmx" + HEAP_MIB + "m", "-XX:+UseG1GC",
                    "-Xlog:gc:file=" + collections), topics)) {
                LoadPacer pacer = new LoadPacer(PER_SECOND);
                pacer.run(WARM_UP, one);
                ReceiverControl.Counts before = stage.receiver().counts(BEHAVIOUR);
                long began = System.nanoTime();
                pacer.run(Duration.ofSeconds(stage.options().of(12, 10)), one);
                ReceiverControl.Counts after = stage.receiver().counts(BEHAVIOUR);
                double seconds = (System.nanoTime() - began) / 1e9;
                dispatcher.requireAlive();
                return figures(stage, dispatcher, (after.distinct() - before.distinct()) / seconds, collections);
            }
        }
    }

    private List<Figure> figures(BenchEnvironment stage, BenchProcess dispatcher, double perSecond, Path collections)
            throws InterruptedException {
        PrometheusPage metrics = new PrometheusPage(dispatcher.port());
        double inFlight = metrics.sum("carteiro_dispatcher_in_flight");
        double moved = metrics.sum("carteiro_dispatcher_moves_total");
        double live = LiveHeap.liveBytes(dispatcher) / MIB;
        double peak = LiveHeap.peakAfterCollection(collections) / MIB;
        stage.print(String.format(Locale.ROOT, "    %,.0f/s, %,.0f in flight, %,.0f deferred, %.0f MiB alive",
                perSecond, inFlight, moved, live));
        return List.of(
                // The count of a second varies by a few: arrivals are counted, and they come in bursts.
                Figure.of(name(), "deliveries a second, 1,000 wanted", perSecond, String.format(Locale.ROOT, "%,.0f/s",
                        perSecond), String.format(Locale.ROOT, "%,.0f in flight, %,.0f deferred", inFlight, moved),
                        Goal.atLeast(0.98 * PER_SECOND)),
                Figure.of(name(), "heap", peak, String.format(Locale.ROOT, "%.0f MiB", peak), String.format(Locale.ROOT,
                        "most after any collection; %.0f MiB alive, of %d", live, HEAP_MIB), Goal.atMost(HEAP_MIB)));
    }
}
