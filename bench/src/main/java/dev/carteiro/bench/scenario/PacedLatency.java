package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.load.LoadPacer;
import dev.carteiro.bench.process.BenchJvm;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.JitCompilers;
import dev.carteiro.bench.process.ProcessUsage;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.scrape.ReceiverControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The latency of deliveries at a steady pace. Immutable.
 *
 * @param p50Millis from production to arrival; the median of several short windows
 * @param p99Millis likewise
 * @param cpuMicros processor time of the dispatcher for each healthy delivery
 */
record PacedLatency(double p50Millis, double p99Millis, double cpuMicros) {

    /** Warm-up at several times the pace, to healthy endpoints only, so that compilers do not disturb the measurement. */
    private static final Duration COMPILER_WARM_UP = Duration.ofSeconds(4);
    private static final int COMPILER_WARM_UP_PACE = 4;

    /** Longer than an attempt's timeout, so that hanging endpoints are known. */
    private static final Duration WARM_UP = Duration.ofSeconds(7);

    /**
     * All deliveries pause for up to 250 ms every ten seconds or so, with and without hanging endpoints. Such a pause falls into
     * one window, and does not affect the median of all.
     */
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final int WINDOWS = 5;

    private static final String HEALTHY = "ok";

    /** @param perSecond to all healthy endpoints together; each of the others gets the same share */
    static PacedLatency measure(BenchEnvironment stage, BenchJvm jvm, List<BenchSubscription> healthy,
            List<BenchSubscription> others, int perSecond)
            throws InterruptedException {
        try (BenchInstallation topics = stage.topics()) {
            List<BenchSubscription> all = new ArrayList<>(BenchSubscription.both(healthy, others));
            Collections.shuffle(all, new Random(1));
            topics.apply(all, stage.receiverPort());
            BenchEvents events = new BenchEvents(topics.names().prefix());
            double pace = (double) perSecond * all.size() / healthy.size();
            RoundRobin turns = new RoundRobin(all);
            RoundRobin warming = new RoundRobin(healthy);
            try (BenchProcess dispatcher = stage.dispatcher(jvm.with(List.of("-Xmx1g", "-XX:+UseG1GC")), topics)) {
                new LoadPacer((double) COMPILER_WARM_UP_PACE * perSecond).run(COMPILER_WARM_UP,
                        () -> topics.write(events.next(topics, warming.next())));
                JitCompilers.awaitIdle(dispatcher);
                LoadPacer pacer = new LoadPacer(pace);
                pacer.run(WARM_UP, () -> topics.write(events.next(topics, turns.next())));
                List<ReceiverControl.Counts> windows = new ArrayList<>();
                ProcessUsage before = ProcessUsage.of(dispatcher);
                for (int i = 0; i < WINDOWS; i++) {
                    stage.receiver().reset();
                    pacer.run(WINDOW, () -> topics.write(events.next(topics, turns.next())));
                    windows.add(stage.receiver().counts(HEALTHY));
                }
                Duration cpu = ProcessUsage.of(dispatcher).cpu().minus(before.cpu());
                dispatcher.requireAlive();
                PacedLatency paced = new PacedLatency(
                        Comparison.median(windows, ReceiverControl.Counts::p50Micros) / 1e3,
                        Comparison.median(windows, ReceiverControl.Counts::p99Micros) / 1e3, cpu.toNanos() / 1e3
                                / Math.max(1, windows.stream().mapToLong(ReceiverControl.Counts::distinct).sum()));
                stage.print(paced.text());
                return paced;
            }
        }
    }

    String text() {
        return String.format(Locale.ROOT, "    p50 %.1f ms, p99 %.1f ms, %.0f us of processor time each", p50Millis,
                p99Millis, cpuMicros);
    }

    /** Returns subscriptions in turn. */
    private static final class RoundRobin {
        private final List<BenchSubscription> hooks;
        private int at;

        RoundRobin(List<BenchSubscription> hooks) {
            this.hooks = List.copyOf(hooks);
        }

        BenchSubscription next() {
            at = (at + 1) % hooks.size();
            return hooks.get(at);
        }
    }
}
