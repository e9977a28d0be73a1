package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Events;
import dev.carteiro.bench.load.Hook;
import dev.carteiro.bench.load.Pacer;
import dev.carteiro.bench.load.Topics;
import dev.carteiro.bench.process.Child;
import dev.carteiro.bench.process.Heap;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import dev.carteiro.bench.watch.Metrics;
import dev.carteiro.bench.watch.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A pace that needs a thousand requests in flight all the time. Stateless. */
final class SlowEndpoints implements Scenario {
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
        return "are 1,000 deliveries a second held when every endpoint answers after a second, in a heap of 256 MiB?";
    }

    @Override
    public List<Figure> run(Stage stage) throws InterruptedException {
        Path collections = stage.log("slow-gc.log");
        List<Hook> hooks = Hook.several(100, BEHAVIOUR + "-1000");
        try (Topics topics = stage.topics()) {
            topics.apply(hooks, stage.receiverPort());
            Events events = new Events(topics.names().prefix());
            Iterator<Hook> turns = Stream.generate(() -> hooks).flatMap(List::stream).iterator();
            Runnable one = () -> topics.write(events.next(topics, turns.next()));
            try (Child dispatcher = stage.dispatcher(stage.ours("-Xmx" + HEAP_MIB + "m", "-XX:+UseG1GC",
                    "-Xlog:gc:file=" + collections), topics)) {
                Pacer pacer = new Pacer(PER_SECOND);
                pacer.run(WARM_UP, one);
                Receiver.Counts before = stage.receiver().counts(BEHAVIOUR);
                long began = System.nanoTime();
                pacer.run(Duration.ofSeconds(stage.options().of(12, 10)), one);
                Receiver.Counts after = stage.receiver().counts(BEHAVIOUR);
                double seconds = (System.nanoTime() - began) / 1e9;
                dispatcher.requireAlive();
                return figures(stage, dispatcher, (after.distinct() - before.distinct()) / seconds, collections);
            }
        }
    }

    private List<Figure> figures(Stage stage, Child dispatcher, double perSecond, Path collections)
            throws InterruptedException {
        Metrics metrics = new Metrics(dispatcher.port());
        double inFlight = metrics.sum("carteiro_dispatcher_in_flight");
        double moved = metrics.sum("carteiro_dispatcher_moves_total");
        double live = Heap.liveBytes(dispatcher) / MIB;
        double peak = Heap.peakAfterCollection(collections) / MIB;
        stage.say(String.format(Locale.ROOT, "    %,.0f/s, %,.0f in flight, %,.0f stepped aside, %.0f MiB alive",
                perSecond, inFlight, moved, live));
        return List.of(
                // What a second holds differs by a few: arrivals are counted, and they come in bursts.
                Figure.of(name(), "deliveries a second, 1,000 wanted", perSecond, String.format(Locale.ROOT, "%,.0f/s",
                        perSecond), String.format(Locale.ROOT, "%,.0f in flight, %,.0f stepped aside", inFlight, moved),
                        Goal.atLeast(0.98 * PER_SECOND)),
                Figure.of(name(), "heap", peak, String.format(Locale.ROOT, "%.0f MiB", peak), String.format(Locale.ROOT,
                        "most after any collection; %.0f MiB alive, of %d", live, HEAP_MIB), Goal.atMost(HEAP_MIB)));
    }
}
