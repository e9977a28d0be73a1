package dev.carteiro.bench.scenario;

import dev.carteiro.bench.client.BenchTokenIssuer;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.process.BenchJvm;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.ProcessUsage;
import java.util.Locale;

/**
 * The time of one start of the API until it can serve the first request. Immutable.
 *
 * @param seconds elapsed time
 * @param processor seconds of processor time, which are more reliable on a machine with other load
 */
record ApiStartTime(double seconds, double processor) {
    /** JVM options for all measurements of the API. */
    static final String[] HEAP = {"-Xmx1g", "-XX:+UseG1GC"};

    static ApiStartTime measure(BenchEnvironment stage, BenchJvm jvm, BenchInstallation topics, BenchTokenIssuer issuer)
            throws InterruptedException {
        long began = System.nanoTime();
        try (BenchProcess api = stage.api(jvm, topics, issuer.settings())) {
            double seconds = (System.nanoTime() - began) / 1e9;
            ApiStartTime start = new ApiStartTime(seconds, ProcessUsage.of(api).cpu().toMillis() / 1e3);
            stage.print(String.format(Locale.ROOT, "    serves after %.1f s, %.1f s of processor time", start.seconds(),
                    start.processor()));
            return start;
        }
    }
}
