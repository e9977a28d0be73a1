package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.LiveHeap;
import dev.carteiro.bench.process.ProcessUsage;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The effect of waiting retries on an idle dispatcher. Stateless. */
final class WaitingRetriesScenario implements BenchScenario {
    private static final Duration SETTLING_TIME = Duration.ofSeconds(8);
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "parked";
    }

    @Override
    public String question() {
        return "what do a million deliveries in the retry topics cost an idle dispatcher?";
    }

    /** @param cpuPercent share of one processor */
    private record IdleUsage(double liveMib, double cpuPercent, long residentMib) {
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        int many = stage.options().of(1_000_000, 200_000);
        IdleUsage some = measure(stage, many / 10);
        IdleUsage all = measure(stage, many);
        String records = String.format(Locale.ROOT, "%,d", many);
        return List.of(
                Figure.of(name(), "heap alive, " + records + " waiting to a tenth of it",
                        all.liveMib() / some.liveMib(),
                        String.format(Locale.ROOT, "%.2f", all.liveMib() / some.liveMib()),
                        String.format(Locale.ROOT, "%.0f MiB, %.0f MiB with a tenth", all.liveMib(), some.liveMib()),
                        Goal.atMost(1.1)),
                Figure.of(name(), "processor while idle, more than with a tenth", all.cpuPercent() - some.cpuPercent(),
                        String.format(Locale.ROOT, "%+.1f %% of one", all.cpuPercent() - some.cpuPercent()),
                        String.format(Locale.ROOT, "%.1f %%, %.1f %% with a tenth", all.cpuPercent(),
                                some.cpuPercent()),
                        Goal.atMost(1)));
    }

    private static IdleUsage measure(BenchEnvironment stage, int records) throws InterruptedException {
        stage.print(String.format(Locale.ROOT, "  with %,d waiting", records));
        try (BenchInstallation topics = stage.topics()) {
            List<BenchSubscription> hooks = BenchSubscription.several(100, "ok");
            topics.apply(hooks, stage.receiverPort());
            BenchEvents events = new BenchEvents(topics.names().prefix());
            Instant until = Instant.now().plus(Duration.ofHours(10));
            List<String> tiers = topics.retryTopics();
            for (int i = 0; i < records; i++) {
                // Every partition gets records of its subscriptions in all tiers.
                topics.write(
                        events.waitingRetry(tiers.get(i / topics.partitions() % tiers.size()), i % topics.partitions(),
                                hooks.get(i % hooks.size()), until));
            }
            topics.flush();
            try (BenchProcess dispatcher = stage.dispatcher(stage.ours("-Xmx512m", "-XX:+UseG1GC"), topics)) {
                Thread.sleep(SETTLING_TIME);
                ProcessUsage before = ProcessUsage.of(dispatcher);
                Duration length = Duration.ofSeconds(stage.options().of(10, 8));
                Thread.sleep(length);
                ProcessUsage after = ProcessUsage.of(dispatcher);
                double cpu = 100.0 * after.cpu().minus(before.cpu()).toNanos() / length.toNanos();
                IdleUsage idle = new IdleUsage(LiveHeap.liveBytes(dispatcher) / MIB, cpu, after.residentBytes() >> 20);
                stage.print(String.format(Locale.ROOT, "    %.0f MiB alive, %d MiB resident, %.1f %% of a processor",
                        idle.liveMib(), idle.residentMib(), idle.cpuPercent()));
                return idle;
            }
        }
    }
}
