package dev.carteiro.bench.scenario;

import dev.carteiro.bench.client.Issuer;
import dev.carteiro.bench.load.Topics;
import dev.carteiro.bench.process.Child;
import dev.carteiro.bench.process.Jvm;
import dev.carteiro.bench.process.Usage;
import java.util.Locale;

/**
 * One start of the API, from nothing to the first answer it could give. Immutable.
 *
 * @param seconds that it took
 * @param processor seconds of processor time, which say more on a machine that others use as well
 */
record ApiStart(double seconds, double processor) {
    /** Of every JVM that the API is measured in. */
    static final String[] HEAP = {"-Xmx1g", "-XX:+UseG1GC"};

    static ApiStart measure(Stage stage, Jvm jvm, Topics topics, Issuer issuer) throws InterruptedException {
        long began = System.nanoTime();
        try (Child api = stage.api(jvm, topics, issuer.settings())) {
            double seconds = (System.nanoTime() - began) / 1e9;
            ApiStart start = new ApiStart(seconds, Usage.of(api).cpu().toMillis() / 1e3);
            stage.say(String.format(Locale.ROOT, "    serves after %.1f s, %.1f s of processor time", start.seconds(),
                    start.processor()));
            return start;
        }
    }
}
