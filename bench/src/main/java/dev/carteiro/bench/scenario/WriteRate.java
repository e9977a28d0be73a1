package dev.carteiro.bench.scenario;

import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.ProcessUsage;
import dev.carteiro.bench.scrape.PrometheusPage;
import java.util.Locale;

/**
 * The rate at which a program writes committed records. Immutable.
 *
 * @param perSecond records
 * @param cpuMicros processor time of the writer for each of them
 * @param brokerMicros processor time of the broker for each of them
 * @param matchingMicros a router's own figure for each event; NaN for other programs
 */
record WriteRate(double perSecond, double cpuMicros, double brokerMicros, double matchingMicros) {
    private static final String MATCHING = "carteiro_router_matching_seconds";

    /** The state of a writer at one moment. */
    record WriteSample(long nanos, long records, ProcessUsage writer, ProcessUsage broker, double events,
            double matchingSeconds) {
        /** Returns the state of a router. */
        static WriteSample of(BenchEnvironment stage, BenchProcess router, long records) throws InterruptedException {
            PrometheusPage metrics = new PrometheusPage(router.port());
            return new WriteSample(System.nanoTime(), records, ProcessUsage.of(router), stage.brokerUsage(),
                    metrics.sum(MATCHING + "_count"), metrics.sum(MATCHING + "_sum"));
        }

        /** Returns the state of another writer. */
        static WriteSample plain(BenchEnvironment stage, BenchProcess writer, long records) {
            return new WriteSample(System.nanoTime(), records, ProcessUsage.of(writer), stage.brokerUsage(), 0, 0);
        }
    }

    static WriteRate between(WriteSample from, WriteSample to) {
        long records = Math.max(1, to.records() - from.records());
        return new WriteRate(records / ((to.nanos() - from.nanos()) / 1e9), micros(from.writer(), to.writer(), records),
                micros(from.broker(), to.broker(), records),
                (to.matchingSeconds() - from.matchingSeconds()) * 1e6 / (to.events() - from.events()));
    }

    private static double micros(ProcessUsage from, ProcessUsage to, long each) {
        return to.cpu().minus(from.cpu()).toNanos() / 1e3 / each;
    }

    /** Returns the total processor time of a record. */
    double micros() {
        return 1e6 / perSecond;
    }

    String text() {
        String matching = Double.isNaN(matchingMicros)
                ? ""
                : String.format(Locale.ROOT, "; matching %.1f us an event", matchingMicros);
        return String.format(Locale.ROOT, "%,.0f/s, processor time each %.2f us, broker %.2f us%s", perSecond,
                cpuMicros, brokerMicros, matching);
    }
}
