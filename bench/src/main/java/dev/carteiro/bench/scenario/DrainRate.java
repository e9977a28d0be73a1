package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Backlog;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.bench.process.BenchHarnessException;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.JitCompilers;
import dev.carteiro.bench.process.ProcessUsage;
import dev.carteiro.bench.scrape.ReceiverControl;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The rate at which a backlog is sent. Immutable.
 *
 * @param perSecond healthy deliveries, each counted once
 * @param cpuMicros processor time of the sender for each of them
 * @param brokerMicros processor time of the broker for each of them
 * @param receiverMicros processor time of the receiver for each of them
 * @param measured number of deliveries
 * @param repeated repeated requests to healthy endpoints since the start
 * @param verified valid signatures in the receiver's sample since the start
 */
record DrainRate(double perSecond, double cpuMicros, double brokerMicros, double receiverMicros, long measured,
        long repeated, long verified) {
    private static final long POLL_MILLIS = 50;
    private static final String HEALTHY = "ok";

    /** @param others endpoints that get the same share each as the healthy ones */
    static DrainRate measure(BenchEnvironment stage, DeliveryProgram contestant, List<BenchSubscription> healthy,
            List<BenchSubscription> others, MeasurementWindow window)
            throws InterruptedException {
        stage.receiver().reset();
        try (Backlog backlog = stage.backlog(healthy, others, window.parts());
                BenchProcess sender = contestant.start(stage, backlog.topics())) {
            warmUp(stage, sender, backlog, window);
            DrainSample from = mark(stage, sender);
            DrainSample to = await(stage, sender, from.received() + window.measured(), window.atMost());
            DrainRate drain = between(from, to);
            stage.print(String.format(Locale.ROOT, "    %s: %s%s", contestant.name(), drain.text(),
                    contestant.remark(sender)));
            return drain;
        }
    }

    /** Warms up the sender; stops early if it makes no progress. */
    private static void warmUp(BenchEnvironment stage, BenchProcess sender, Backlog backlog, MeasurementWindow window)
            throws InterruptedException {
        boolean isMoving = true;
        long received = 0;
        for (int i = 1; i <= window.warmUps(); i++) {
            if (isMoving) {
                long before = received;
                received = await(stage, sender, i * window.warmUp(), window.warmUpAtMost()).received();
                isMoving = received > before;
                JitCompilers.awaitIdle(sender);
            }
            backlog.reveal();
        }
    }

    private static DrainRate between(DrainSample from, DrainSample to) {
        if (to.counts().forged() > 0) {
            throw new BenchHarnessException(
                    to.counts().forged() + " of " + (to.counts().forged() + to.counts().verified())
                            + " signatures in the receiver's sample are wrong");
        }
        long received = to.received() - from.received();
        long each = Math.max(1, received);
        return new DrainRate(received / ((to.nanos() - from.nanos()) / 1e9), micros(from.sender(), to.sender(), each),
                micros(from.broker(), to.broker(), each), micros(from.receiver(), to.receiver(), each), received,
                to.counts().requests() - to.received(), to.counts().verified());
    }

    private static double micros(ProcessUsage from, ProcessUsage to, long each) {
        return to.cpu().minus(from.cpu()).toNanos() / 1e3 / each;
    }

    /** @return the state when that many have been received, or when the time is over */
    private static DrainSample await(BenchEnvironment stage, BenchProcess sender, long wanted, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        ReceiverControl.Counts counts = stage.receiver().counts(HEALTHY);
        while (counts.distinct() < wanted && System.nanoTime() - deadline < 0) {
            sender.requireAlive();
            stage.requireAlive();
            Thread.sleep(POLL_MILLIS);
            counts = stage.receiver().counts(HEALTHY);
        }
        return mark(stage, sender);
    }

    private static DrainSample mark(BenchEnvironment stage, BenchProcess sender) throws InterruptedException {
        return new DrainSample(System.nanoTime(), stage.receiver().counts(HEALTHY), ProcessUsage.of(sender),
                stage.brokerUsage(),
                stage.receiverUsage());
    }

    /** Includes the sender's processor time. */
    String text() {
        return String.format(Locale.ROOT,
                "%,.0f/s of %,d; processor time each: %.0f us, broker %.0f us, receiver %.0f us;"
                        + " %d repeated, %d valid signatures",
                perSecond, measured, cpuMicros, brokerMicros, receiverMicros,
                repeated, verified);
    }

    private record DrainSample(long nanos, ReceiverControl.Counts counts, ProcessUsage sender, ProcessUsage broker,
            ProcessUsage receiver) {
        long received() {
            return counts.distinct();
        }
    }
}
