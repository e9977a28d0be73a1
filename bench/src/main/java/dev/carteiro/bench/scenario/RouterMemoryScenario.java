package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.SubscriptionCatalogue;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.LiveHeap;
import dev.carteiro.bench.process.ProcessUsage;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The memory that 100,000 subscriptions use in a router. Stateless. */
final class RouterMemoryScenario implements BenchScenario {
    private static final int SUBSCRIPTIONS = 100_000;
    private static final int HEAP_MIB = 512;
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "router-memory";
    }

    @Override
    public String question() {
        return "how much memory do 100,000 subscriptions, a third with filters, use in a router with a heap of 512 MiB?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        Path collections = stage.log("router-gc.log");
        try (BenchInstallation topics = stage.topics()) {
            new SubscriptionCatalogue(SUBSCRIPTIONS).writeFiltered(topics);
            long began = System.nanoTime();
            try (BenchProcess router = stage.router(stage.ours("-Xmx" + HEAP_MIB + "m", "-XX:+UseG1GC",
                    "-Xlog:gc:file=" + collections), topics)) {
                double seconds = (System.nanoTime() - began) / 1e9;
                double live = LiveHeap.liveBytes(router) / MIB;
                double peak = LiveHeap.peakAfterCollection(collections) / MIB;
                stage.print(String.format(Locale.ROOT, "    %.0f MiB alive, ready after %.1f s", live, seconds));
                return List.of(Figure.of(name(), "heap alive with 100,000 subscriptions", live,
                        String.format(Locale.ROOT, "%.0f MiB", live), String.format(Locale.ROOT,
                                "most after any collection %.0f MiB, of %d; ready after %.1f s; %d MiB resident", peak,
                                HEAP_MIB, seconds, ProcessUsage.of(router).residentBytes() >> 20),
                        Goal.atMost(HEAP_MIB)));
            }
        }
    }
}
