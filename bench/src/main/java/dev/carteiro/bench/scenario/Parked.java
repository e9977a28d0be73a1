package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Events;
import dev.carteiro.bench.load.Hook;
import dev.carteiro.bench.load.Topics;
import dev.carteiro.bench.process.Child;
import dev.carteiro.bench.process.Heap;
import dev.carteiro.bench.process.Usage;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Whether an idle dispatcher feels how much waits in the retry topics. Stateless. */
final class Parked implements Scenario {
    private static final Duration SETTLE = Duration.ofSeconds(8);
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "parked";
    }

    @Override
    public String question() {
        return "does an idle dispatcher feel a million deliveries that wait in the retry topics?";
    }

    /** @param cpuPercent of one processor */
    private record Idle(double liveMib, double cpuPercent, long residentMib) {
    }

    @Override
    public List<Figure> run(Stage stage) throws InterruptedException {
        int many = stage.options().of(1_000_000, 200_000);
        Idle some = measure(stage, many / 10);
        Idle all = measure(stage, many);
        String records = String.format(Locale.ROOT, "%,d", many);
        return List.of(
                Figure.of(name(), "heap alive, " + records + " parked to a tenth of it", all.liveMib() / some.liveMib(),
                        String.format(Locale.ROOT, "%.2f", all.liveMib() / some.liveMib()),
                        String.format(Locale.ROOT, "%.0f MiB, %.0f MiB with a tenth", all.liveMib(), some.liveMib()),
                        Goal.atMost(1.1)),
                Figure.of(name(), "processor while idle, more than with a tenth", all.cpuPercent() - some.cpuPercent(),
                        String.format(Locale.ROOT, "%+.1f %% of one", all.cpuPercent() - some.cpuPercent()),
                        String.format(Locale.ROOT, "%.1f %%, %.1f %% with a tenth", all.cpuPercent(),
                                some.cpuPercent()),
                        Goal.atMost(1)));
    }

    private static Idle measure(Stage stage, int records) throws InterruptedException {
        stage.say(String.format(Locale.ROOT, "  with %,d parked", records));
        try (Topics topics = stage.topics()) {
            List<Hook> hooks = Hook.several(100, "ok");
            topics.apply(hooks, stage.receiverPort());
            Events events = new Events(topics.names().prefix());
            Instant until = Instant.now().plus(Duration.ofHours(10));
            List<String> tiers = topics.retryTopics();
            for (int i = 0; i < records; i++) {
                // All of a partition's hooks in all of its tiers.
                topics.write(events.parked(tiers.get(i / topics.partitions() % tiers.size()), i % topics.partitions(),
                        hooks.get(i % hooks.size()), until));
            }
            topics.flush();
            try (Child dispatcher = stage.dispatcher(stage.ours("-Xmx512m", "-XX:+UseG1GC"), topics)) {
                Thread.sleep(SETTLE);
                Usage before = Usage.of(dispatcher);
                Duration length = Duration.ofSeconds(stage.options().of(10, 8));
                Thread.sleep(length);
                Usage after = Usage.of(dispatcher);
                double cpu = 100.0 * after.cpu().minus(before.cpu()).toNanos() / length.toNanos();
                Idle idle = new Idle(Heap.liveBytes(dispatcher) / MIB, cpu, after.residentBytes() >> 20);
                stage.say(String.format(Locale.ROOT, "    %.0f MiB alive, %d MiB resident, %.1f %% of a processor",
                        idle.liveMib(), idle.residentMib(), idle.cpuPercent()));
                return idle;
            }
        }
    }
}
