package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.load.LoadPacer;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.JitCompilers;
import dev.carteiro.bench.process.BenchJvm;
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
 * How late deliveries are when they come at a steady pace. Immutable.
 *
 * @param p50Millis from produced to received; the median of several short windows
 * @param p99Millis likewise
 * @param cpuMicros processor time of the dispatcher for each healthy delivery
 */
record PacedLatency(double p50Millis, double p99Millis, double cpuMicros) {

    /** At several times the pace, to the healthy alone: else compilers are at work all the time that is measured. */
    private static final Duration COMPILING = Duration.ofSeconds(4);
    private static final int COMPILING_PACE = 4;

    /** Longer than an attempt's timeout, so that what hangs is known to hang. */
    private static final Duration WARM_UP = Duration.ofSeconds(7);

    /**
     * All deliveries stand still for up to a quarter of a second, every ten seconds or so, with endpoints that hang and without:
     * that is in one of them, and not in the median of all.
     */
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final int WINDOWS = 5;

    private static final String HEALTHY = "ok";

    /** @param perSecond to all healthy endpoints together; each of the others gets the same share */
    static PacedLatency measure(BenchEnvironment stage, BenchJvm jvm, List<BenchSubscription> healthy, List<BenchSubscription> others, int perSecond)
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
                new LoadPacer((double) COMPILING_PACE * perSecond).run(COMPILING,
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
                PacedLatency paced = new PacedLatency(Comparison.median(windows, ReceiverControl.Counts::p50Micros) / 1e3,
                        Comparison.median(windows, ReceiverControl.Counts::p99Micros) / 1e3, cpu.toNanos() / 1e3
                                / Math.max(1, windows.stream().mapToLong(ReceiverControl.Counts::distinct).sum()));
                stage.say(paced.text());
                return paced;
            }
        }
    }

    String text() {
        return String.format(Locale.ROOT, "    p50 %.1f ms, p99 %.1f ms, %.0f us of processor time each", p50Millis,
                p99Millis, cpuMicros);
    }

    /** One after the other, over and over. */
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
