package dev.carteiro.bench.scenario;

import dev.carteiro.bench.baseline.RoundTripMain;
import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.load.LoadPacer;
import dev.carteiro.bench.process.BenchHarnessException;
import dev.carteiro.bench.process.BenchJvm;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.JitCompilers;
import dev.carteiro.bench.process.ProcessUsage;
import dev.carteiro.bench.scrape.ReceiverControl;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The time from production to arrival. Immutable.
 *
 * @param p50Millis median
 * @param p99Millis 99th percentile
 * @param load the cost, as text
 */
record EndToEndLatency(double p50Millis, double p99Millis, String load) {
    private static final int PER_SECOND = 1_000;
    private static final int WARM_UP_SECONDS = 4;
    private static final Duration WARM_UP_END_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration SETTLING_TIME = Duration.ofSeconds(1);
    private static final Duration TIME_MARGIN = Duration.ofSeconds(20);
    private static final String[] HEAP = {"-Xmx1g", "-XX:+UseG1GC"};

    /** Measures from the event, through router and dispatcher, to the request. */
    static EndToEndLatency ofEvents(BenchEnvironment stage, int commitMillis) throws InterruptedException {
        List<BenchSubscription> hooks = BenchSubscription.several(100, "ok");
        try (BenchInstallation topics = stage.topics()) {
            topics.apply(hooks, stage.receiverPort());
            try (BenchProcess router = stage.router(stage.ours(HEAP), topics,
                    "router.commit-interval=" + commitMillis + "ms");
                    BenchProcess dispatcher = stage.dispatcher(stage.ours(HEAP), topics,
                            "dispatcher.commit-interval=" + commitMillis + "ms")) {
                BenchEvents events = new BenchEvents(topics.names().prefix());
                Iterator<BenchSubscription> turns = Stream.generate(() -> hooks).flatMap(List::stream).iterator();
                Runnable one = () -> topics
                        .write(events.event(topics.names().events(), turns.next().eventType()));
                warmUp(stage, one);
                JitCompilers.awaitIdle(router);
                JitCompilers.awaitIdle(dispatcher);
                LoadPacer pacer = new LoadPacer(PER_SECOND);
                List<ProcessUsage> before = usages(stage, router, dispatcher);
                pacer.run(measured(stage), one);
                List<ProcessUsage> after = usages(stage, router, dispatcher);
                Thread.sleep(SETTLING_TIME);
                ReceiverControl.Counts counts = stage.receiver().counts("ok");
                long wanted = PER_SECOND * measured(stage).toSeconds();
                return printed(stage, commitMillis, new EndToEndLatency(counts.p50Micros() / 1e3,
                        counts.p99Micros() / 1e3,
                        String.format(Locale.ROOT, "%,d of %,d came in time, %,.0f deferred, ",
                                Math.min(wanted, counts.distinct()), wanted, DeliveryProgram.deferredCount(dispatcher))
                                + load(before, after, measured(stage))));
            }
        }
    }

    /** Warms up as the round trip does, and waits until all of it has been sent. */
    private static void warmUp(BenchEnvironment stage, Runnable one) throws InterruptedException {
        stage.receiver().reset();
        new LoadPacer(RoundTripMain.WARM_UP_PACE * PER_SECOND).run(Duration.ofSeconds(WARM_UP_SECONDS), one);
        long deadline = System.nanoTime() + WARM_UP_END_TIMEOUT.toNanos();
        while (stage.receiver().counts("ok").distinct() < RoundTripMain.WARM_UP_PACE * PER_SECOND * WARM_UP_SECONDS
                && System.nanoTime() - deadline < 0) {
            Thread.sleep(SETTLING_TIME.dividedBy(10));
        }
        stage.receiver().reset();
    }

    /** Measures from a producer in a transaction to a consumer of committed records. */
    static EndToEndLatency ofRecords(BenchEnvironment stage, int commitMillis) throws InterruptedException {
        try (BenchInstallation topics = stage.topics();
                BenchProcess trip = stage.peer(RoundTripMain.class, BenchJvm.here(HEAP),
                        Stream.of(stage.bootstrapServers(), topics.names().held(), commitMillis, PER_SECOND,
                                WARM_UP_SECONDS, measured(stage).toSeconds()).map(String::valueOf).toList())) {
            long deadline = System.nanoTime()
                    + measured(stage).plusSeconds(WARM_UP_SECONDS).plus(TIME_MARGIN).toNanos();
            while (!trip.printed().contains(RoundTripMain.RESULT)) {
                trip.requireAlive();
                if (System.nanoTime() - deadline > 0) {
                    throw new BenchHarnessException("the round trip does not end; see " + stage.log(""));
                }
                Thread.sleep(100);
            }
            String[] micros = trip.printed().lines().filter(line -> line.startsWith(RoundTripMain.RESULT)).findFirst()
                    .orElseThrow().substring(RoundTripMain.RESULT.length()).strip().split(" ");
            return printed(stage, commitMillis,
                    new EndToEndLatency(Long.parseLong(micros[0]) / 1e3, Long.parseLong(micros[1]) / 1e3,
                            "a round trip"));
        }
    }

    private static Duration measured(BenchEnvironment stage) {
        return Duration.ofSeconds(stage.options().of(7, 5));
    }

    private static List<ProcessUsage> usages(BenchEnvironment stage, BenchProcess router, BenchProcess dispatcher) {
        return List.of(ProcessUsage.of(router), ProcessUsage.of(dispatcher), stage.brokerUsage());
    }

    private static String load(List<ProcessUsage> before, List<ProcessUsage> after, Duration length) {
        Object[] percents = new Object[before.size()];
        for (int i = 0; i < percents.length; i++) {
            percents[i] = 100.0 * after.get(i).cpu().minus(before.get(i).cpu()).toNanos() / length.toNanos();
        }
        return String.format(Locale.ROOT, "router %.0f %%, dispatcher %.0f %%, broker %.0f %% of a processor",
                percents);
    }

    private static EndToEndLatency printed(BenchEnvironment stage, int commitMillis, EndToEndLatency journey) {
        stage.print(String.format(Locale.ROOT, "    commits every %d ms: p50 %.1f ms, p99 %.1f ms; %s", commitMillis,
                journey.p50Millis(), journey.p99Millis(), journey.load()));
        return journey;
    }
}
