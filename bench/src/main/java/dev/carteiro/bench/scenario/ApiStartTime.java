package dev.carteiro.bench.scenario;

import dev.carteiro.bench.client.BenchTokenIssuer;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.BenchJvm;
import dev.carteiro.bench.process.ProcessUsage;
import java.util.Locale;

/**
 * One start of the API, from nothing to the first answer it could give. Immutable.
 *
 * @param seconds that it took
 * @param processor seconds of processor time, which say more on a machine that others use as well
 */
record ApiStartTime(double seconds, double processor) {
    /** Of every JVM that the API is measured in. */
    static final String[] HEAP = {"-Xmx1g", "-XX:+UseG1GC"};

    static ApiStartTime measure(BenchEnvironment stage, BenchJvm jvm, BenchInstallation topics, BenchTokenIssuer issuer) throws InterruptedException {
        long began = System.nanoTime();
        try (BenchProcess api = stage.api(jvm, topics, issuer.settings())) {
            double seconds = (System.nanoTime() - began) / 1e9;
            ApiStartTime start = new ApiStartTime(seconds, ProcessUsage.of(api).cpu().toMillis() / 1e3);
            stage.say(String.format(Locale.ROOT, "    serves after %.1f s, %.1f s of processor time", start.seconds(),
                    start.processor()));
            return start;
        }
    }
}
