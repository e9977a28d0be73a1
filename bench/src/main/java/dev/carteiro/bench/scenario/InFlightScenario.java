package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.LiveHeap;
import dev.carteiro.bench.process.ProcessUsage;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import dev.carteiro.bench.scrape.PrometheusPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The cost of ten thousand concurrent requests to endpoints that never respond. Stateless. */
final class InFlightScenario implements BenchScenario {
    private static final int WANTED = 10_000;
    private static final int ENDPOINTS = 100;
    private static final int HEAP_MIB = 512;
    private static final long MIB = 1 << 20;
    private static final Duration FILL_TIMEOUT = Duration.ofSeconds(18);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 200;

    @Override
    public String name() {
        return "in-flight";
    }

    @Override
    public String question() {
        return "what do 10,000 requests in flight cost, in a heap of 512 MiB?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        Path collections = stage.log("in-flight-gc.log");
        try (BenchInstallation topics = stage.topics()) {
            List<BenchSubscription> hooks = BenchSubscription.several(ENDPOINTS, "hang", "20s", WANTED / ENDPOINTS);
            topics.apply(hooks, stage.receiverPort());
            BenchEvents events = new BenchEvents(topics.names().prefix());
            for (int i = 0; i < WANTED; i++) {
                topics.write(events.next(topics, hooks.get(i % ENDPOINTS)));
            }
            topics.flush();
            stage.receiver().reset();
            try (BenchProcess dispatcher = stage.dispatcher(stage.ours("-Xmx" + HEAP_MIB + "m", "-XX:+UseG1GC",
                    "-Xlog:gc:file=" + collections), topics, "dispatcher.max-records=" + 4 * WANTED)) {
                return measure(stage, dispatcher, collections);
            }
        }
    }

    private List<Figure> measure(BenchEnvironment stage, BenchProcess dispatcher, Path collections)
            throws InterruptedException {
        PrometheusPage metrics = new PrometheusPage(dispatcher.port());
        double most = awaitMost(stage, metrics, dispatcher);
        long received = stage.receiver().counts("hang").distinct();
        ProcessUsage usage = ProcessUsage.of(dispatcher);
        long live = LiveHeap.liveBytes(dispatcher) / MIB;
        stage.print(String.format(Locale.ROOT, "    %,.0f in flight, %,d received; waiting for their timeouts", most,
                received));
        awaitNone(metrics, dispatcher);
        long peak = LiveHeap.peakAfterCollection(collections) / MIB;
        return List.of(
                Figure.of(name(), "requests in flight", most, String.format(Locale.ROOT, "%,.0f", most),
                        String.format(Locale.ROOT, "%,d arrived at the receiver", received), Goal.atLeast(WANTED)),
                Figure.of(name(), "heap alive with all in flight", (double) live, live + " MiB",
                        "most after any collection "
                                + peak + " MiB, of " + HEAP_MIB,
                        Goal.atMost(HEAP_MIB)),
                Figure.of(name(), "the process", usage.threads(), usage.threads() + " platform threads",
                        usage.residentBytes() / MIB + " MiB resident", Goal.NONE));
    }

    /** Waits until all have arrived, or the first are about to time out. */
    private static double awaitMost(BenchEnvironment stage, PrometheusPage metrics, BenchProcess dispatcher)
            throws InterruptedException {
        long deadline = System.nanoTime() + FILL_TIMEOUT.toNanos();
        double most = 0;
        while (System.nanoTime() - deadline < 0 && stage.receiver().counts("hang").distinct() < WANTED) {
            dispatcher.requireAlive();
            Thread.sleep(POLL_MILLIS);
            most = Math.max(most, metrics.sum("carteiro_dispatcher_in_flight"));
        }
        return Math.max(most, metrics.sum("carteiro_dispatcher_in_flight"));
    }

    /** Waits until all have timed out, which the dispatcher must survive as well. */
    private static void awaitNone(PrometheusPage metrics, BenchProcess dispatcher) throws InterruptedException {
        long deadline = System.nanoTime() + END_TIMEOUT.toNanos();
        while (metrics.sum("carteiro_dispatcher_in_flight") > ENDPOINTS && System.nanoTime() - deadline < 0) {
            dispatcher.requireAlive();
            Thread.sleep(POLL_MILLIS);
        }
        dispatcher.requireAlive();
    }
}
