package dev.carteiro.bench.scenario;

import dev.carteiro.bench.process.BenchJvm;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.LiveHeap;
import dev.carteiro.bench.process.ProcessUsage;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All roles in one process: the time until they are ready, and their usage while idle. Stateless. */
final class UpScenario implements BenchScenario {
    private static final String[] HEAP = {"-Xmx1g", "-XX:+UseG1GC"};
    private static final Duration SETTLING_TIME = Duration.ofSeconds(20);
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "up";
    }

    @Override
    public String question() {
        return "how soon is `carteiro up` ready, compared with a bare broker, and what does it use while idle?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        List<Double> broker = new ArrayList<>();
        List<Double> up = new ArrayList<>();
        double idle = 0;
        double live = 0;
        int rounds = stage.options().fewRounds();
        for (int i = 1; i <= rounds; i++) {
            long began = System.nanoTime();
            BenchProcess bare = stage.bareBroker(BenchJvm.here(HEAP));
            broker.add((System.nanoTime() - began) / 1e9);
            bare.close();
            began = System.nanoTime();
            try (BenchProcess all = stage.up(stage.ours(HEAP))) {
                up.add((System.nanoTime() - began) / 1e9);
                stage.print(String.format(Locale.ROOT, "    bare broker %.1f s, up %.1f s", broker.getLast(),
                        up.getLast()));
                if (i == rounds) {
                    idle = idlePercent(stage, all);
                    live = LiveHeap.liveBytes(all) / MIB;
                }
            }
        }
        return List.of(
                Figure.ratio(name(), "ready, to a bare broker", new Comparison(up, broker), "%.1f s and %.1f s",
                        Goal.atMost(3)),
                Figure.of(name(), "processor while idle", idle, String.format(Locale.ROOT, "%.1f %% of one", idle),
                        String.format(Locale.ROOT, "%.0f MiB alive", live), Goal.atMost(5)));
    }

    private static double idlePercent(BenchEnvironment stage, BenchProcess up) throws InterruptedException {
        Thread.sleep(SETTLING_TIME);
        ProcessUsage before = ProcessUsage.of(up);
        Duration length = Duration.ofSeconds(stage.options().of(10, 8));
        Thread.sleep(length);
        return 100.0 * ProcessUsage.of(up).cpu().minus(before.cpu()).toNanos() / length.toNanos();
    }
}
