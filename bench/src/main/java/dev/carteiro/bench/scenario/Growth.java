package dev.carteiro.bench.scenario;

import dev.carteiro.bench.process.Child;
import dev.carteiro.bench.process.Usage;
import dev.carteiro.bench.watch.Metrics;
import java.util.Locale;

/**
 * How fast somebody writes committed records. Immutable.
 *
 * @param perSecond records
 * @param cpuMicros processor time of the writer for each of them
 * @param brokerMicros likewise of the broker
 * @param matchingMicros a router's own figure for each event; not a number for anyone else
 */
record Growth(double perSecond, double cpuMicros, double brokerMicros, double matchingMicros) {
    private static final String MATCHING = "carteiro_router_matching_seconds";

    /** Where somebody stands. */
    record Mark(long nanos, long records, Usage writer, Usage broker, double events, double matchingSeconds) {
        /** Of a router. */
        static Mark of(Stage stage, Child router, long records) throws InterruptedException {
            Metrics metrics = new Metrics(router.port());
            return new Mark(System.nanoTime(), records, Usage.of(router), stage.brokerUsage(),
                    metrics.sum(MATCHING + "_count"), metrics.sum(MATCHING + "_sum"));
        }

        /** Of anyone. */
        static Mark plain(Stage stage, Child writer, long records) {
            return new Mark(System.nanoTime(), records, Usage.of(writer), stage.brokerUsage(), 0, 0);
        }
    }

    static Growth between(Mark from, Mark to) {
        long records = Math.max(1, to.records() - from.records());
        return new Growth(records / ((to.nanos() - from.nanos()) / 1e9), micros(from.writer(), to.writer(), records),
                micros(from.broker(), to.broker(), records),
                (to.matchingSeconds() - from.matchingSeconds()) * 1e6 / (to.events() - from.events()));
    }

    private static double micros(Usage from, Usage to, long each) {
        return to.cpu().minus(from.cpu()).toNanos() / 1e3 / each;
    }

    /** Of a record, all in all. */
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
