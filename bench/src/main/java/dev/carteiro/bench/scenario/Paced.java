package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Events;
import dev.carteiro.bench.load.Hook;
import dev.carteiro.bench.load.Pacer;
import dev.carteiro.bench.load.Topics;
import dev.carteiro.bench.process.Child;
import dev.carteiro.bench.process.Jvm;
import dev.carteiro.bench.process.Usage;
import dev.carteiro.bench.watch.Receiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How late deliveries are when they come at a steady pace. Immutable.
 *
 * @param p50Millis from produced to received
 * @param p99Millis likewise
 * @param cpuMicros processor time of the dispatcher for each healthy delivery
 */
record Paced(double p50Millis, double p99Millis, double cpuMicros) {

    /** At several times the pace, to the healthy alone: else compilers are at work all the time that is measured. */
    private static final Duration COMPILING = Duration.ofSeconds(5);
    private static final int COMPILING_PACE = 4;

    /** Longer than an attempt's timeout, so that what hangs is known to hang. */
    private static final Duration WARM_UP = Duration.ofSeconds(7);

    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final String HEALTHY = "ok";

    /** @param perSecond to all healthy endpoints together; each of the others gets the same share */
    static Paced measure(Stage stage, Jvm jvm, List<Hook> healthy, List<Hook> others, int perSecond)
            throws InterruptedException {
        try (Topics topics = stage.topics()) {
            List<Hook> all = new ArrayList<>(Hook.both(healthy, others));
            Collections.shuffle(all, new Random(1));
            topics.apply(all, stage.receiverPort());
            Events events = new Events(topics.names().prefix());
            double pace = (double) perSecond * all.size() / healthy.size();
            Turns turns = new Turns(all);
            Turns warming = new Turns(healthy);
            try (Child dispatcher = stage.dispatcher(jvm.with(List.of("-Xmx1g", "-XX:+UseG1GC")), topics)) {
                new Pacer((double) COMPILING_PACE * perSecond).run(COMPILING,
                        () -> topics.write(events.next(topics, warming.next())));
                Pacer pacer = new Pacer(pace);
                pacer.run(WARM_UP, () -> topics.write(events.next(topics, turns.next())));
                stage.receiver().reset();
                Usage before = Usage.of(dispatcher);
                pacer.run(Duration.ofSeconds(stage.options().of(9, 8)),
                        () -> topics.write(events.next(topics, turns.next())));
                Duration cpu = Usage.of(dispatcher).cpu().minus(before.cpu());
                Thread.sleep(SETTLE);
                dispatcher.requireAlive();
                Receiver.Counts counts = stage.receiver().counts(HEALTHY);
                Paced paced = new Paced(counts.p50Micros() / 1e3, counts.p99Micros() / 1e3,
                        cpu.toNanos() / 1e3 / Math.max(1, counts.distinct()));
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
    private static final class Turns {
        private final List<Hook> hooks;
        private int at;

        Turns(List<Hook> hooks) {
            this.hooks = List.copyOf(hooks);
        }

        Hook next() {
            at = (at + 1) % hooks.size();
            return hooks.get(at);
        }
    }
}
