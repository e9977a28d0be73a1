package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Events;
import dev.carteiro.bench.load.Hook;
import dev.carteiro.bench.load.Topics;
import dev.carteiro.bench.process.Child;
import dev.carteiro.bench.process.Jvm;
import dev.carteiro.bench.process.Trouble;
import dev.carteiro.bench.process.Usage;
import dev.carteiro.bench.watch.Metrics;
import dev.carteiro.bench.watch.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How fast a backlog goes out. Immutable.
 *
 * @param perSecond of healthy deliveries, between the first fifth of them and the last three tenths, which may wait in a
 *     retry topic
 * @param cpuMicros processor time of the dispatcher for each healthy delivery, in the same stretch
 * @param late healthy deliveries that were still to come a minute later
 * @param moved deliveries that stepped aside into a retry topic
 * @param repeated requests beyond the first, to healthy endpoints
 */
record Drain(double perSecond, double cpuMicros, long late, long moved, long repeated) {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final Duration FOR_THE_REST = Duration.ofMinutes(1);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final double FROM = 0.2;
    private static final double TO = 0.7;
    private static final String HEALTHY = "ok";
    private static final String[] HEAP = {"-Xmx1g", "-XX:+UseG1GC"};

    /**
     * @param healthy endpoints at {@code /ok}
     * @param others that get the same share each
     * @param deliveries to the healthy ones, together
     */
    static Drain measure(Stage stage, Jvm jvm, List<Hook> healthy, List<Hook> others, int deliveries)
            throws InterruptedException {
        try (Topics topics = stage.topics()) {
            List<Hook> all = Hook.both(healthy, others);
            topics.apply(all, stage.receiverPort());
            Events events = new Events(topics.names().prefix());
            for (int written = 0; written < deliveries; written += healthy.size()) {
                all.forEach(hook -> topics.write(events.next(topics, hook)));
            }
            topics.flush();
            stage.receiver().reset();
            int rounds = (deliveries + healthy.size() - 1) / healthy.size();
            try (Child dispatcher = stage.dispatcher(jvm.with(List.of(HEAP)), topics)) {
                Drain drain = watch(stage, dispatcher, (long) rounds * healthy.size());
                stage.say(drain.text());
                return drain;
            }
        }
    }

    private static Drain watch(Stage stage, Child dispatcher, long total) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Mark from = await(stage, dispatcher, (long) (total * FROM), deadline);
        Mark to = await(stage, dispatcher, (long) (total * TO), deadline);
        if (to.received() < total * TO || from.received() == to.received()) {
            throw new Trouble(to.received() + " of " + total + " deliveries after " + LONGEST.toMinutes()
                    + " minutes; see " + stage.log(""));
        }
        Mark end = await(stage, dispatcher, total, System.nanoTime() + FOR_THE_REST.toNanos());
        double received = to.received() - from.received();
        return new Drain(received / (to.nanos() - from.nanos()) * 1e9,
                to.usage().cpu().minus(from.usage().cpu()).toNanos() / 1e3 / received, total - end.received(),
                (long) new Metrics(dispatcher.port()).sum("carteiro_dispatcher_moves_total"),
                end.requests() - end.received());
    }

    /** @return how things are when so many have been received, or time is over */
    private static Mark await(Stage stage, Child dispatcher, long wanted, long deadline) throws InterruptedException {
        Receiver.Counts counts = stage.receiver().counts(HEALTHY);
        while (counts.distinct() < wanted && System.nanoTime() - deadline < 0) {
            dispatcher.requireAlive();
            stage.requireAlive();
            Thread.sleep(LOOK_EVERY_MILLIS);
            counts = stage.receiver().counts(HEALTHY);
        }
        return new Mark(System.nanoTime(), counts.requests(), counts.distinct(), Usage.of(dispatcher));
    }

    String text() {
        return String.format(Locale.ROOT, "    %,.0f/s, %.0f us of processor time each; %d stepped aside, %d late,"
                + " %d repeated", perSecond, cpuMicros, moved, late, repeated);
    }

    private record Mark(long nanos, long requests, long received, Usage usage) {
    }
}
