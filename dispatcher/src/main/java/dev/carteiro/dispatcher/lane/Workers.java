package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.admission.AdmissionTuning;
import dev.carteiro.dispatcher.attempt.Attempter;
import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.endpoint.Endpoint;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.dispatcher.outcome.Consequence;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The virtual threads that make attempts. Safe for any thread.
 *
 * <p>A thread serves one endpoint: it makes an attempt, returns the result, and takes the endpoint's next record until
 * none is left. Every started record returns exactly once, with its consequence, or without one if its lease was ending
 * before the attempt or the attempt was interrupted. The lane's memory budget therefore bounds the queue of results.
 */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** On this machine, see {@link AdmissionTuning.ProcessorTuning#waitingForEach}. */
    static final int MOST_WAITING = AdmissionTuning.DEFAULT.processors().waitingForEach()
            * Runtime.getRuntime().availableProcessors();

    private final TurnRunner runner;
    private final int mostWaiting;
    private final LinkedBlockingQueue<Completion> ended = new LinkedBlockingQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Attempter attempter;
    private final LaneClock clock;
    private final DispatcherMetrics metrics;
    private volatile boolean draining;

    Workers(Attempter attempter, LaneClock clock, DispatcherMetrics metrics) {
        this(attempter, clock, metrics, Executors.newVirtualThreadPerTaskExecutor());
    }

    /** @param threads runs the work; closed together with this object */
    Workers(Attempter attempter, LaneClock clock, DispatcherMetrics metrics, ExecutorService threads) {
        this(attempter, clock, metrics, new BlockingTurns(threads), MOST_WAITING);
    }

    /**
     * @param runner closed with it
     * @param mostWaiting how many turns may wait for a processor before the workers are behind
     */
    Workers(Attempter attempter, LaneClock clock, DispatcherMetrics metrics, TurnRunner runner, int mostWaiting) {
        this.attempter = attempter;
        this.clock = clock;
        this.metrics = metrics;
        this.runner = runner;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Runs a worker's turn: {@link #begin}, then an attempt and {@link #finish} for each record, then {@link #end}.
     */
    interface TurnRunner {
        void run(Workers workers, DeliveryTask first);

        /** Interrupts what is still running. */
        void close();
    }

    private record BlockingTurns(ExecutorService threads) implements TurnRunner {
        @Override
        public void run(Workers workers, DeliveryTask first) {
            threads.execute(() -> workers.serve(first));
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    /** A record that left a worker, with the consequence of its attempt; {@code null} if none was made. */
    record Completion(DeliveryTask work, @Nullable Consequence consequence) {
    }

    void start(DeliveryTask work) {
        running.incrementAndGet();
        waiting.incrementAndGet();
        runner.run(this, work);
    }

    /** Returns true if so much started work waits for a processor that more would only wait behind it. */
    boolean areBehind() {
        return waiting.get() >= mostWaiting;
    }

    /** Prevents further attempts; queued records return without a consequence. */
    void drain() {
        draining = true;
    }

    /** Returns true if no worker has work. */
    boolean areIdle() {
        return running.get() == 0;
    }

    /** Returns the next record that left a worker; {@code null} if there is none now. */
    @Nullable
    Completion poll() {
        return ended.poll();
    }

    /** Does the same as {@link #poll}, waiting up to the given time. */
    @Nullable
    Completion poll(Duration atMost) throws InterruptedException {
        return ended.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Interrupts running attempts and starts no more. */
    @Override
    public void close() {
        draining = true;
        runner.close();
    }

    private void serve(DeliveryTask first) {
        begin();
        try {
            DeliveryTask work = first;
            while (work != null) {
                work = finish(work, consequence(work));
            }
        } finally {
            end();
        }
    }

    /** A turn has got a processor. */
    void begin() {
        waiting.decrementAndGet();
    }

    /**
     * Hands in a result. A queue that would only wait for a broken endpoint comes back with it.
     *
     * @return the turn's next record; {@code null} if none waits
     */
    @Nullable
    DeliveryTask finish(DeliveryTask work, @Nullable Consequence consequence) {
        ended.add(new Completion(work, consequence));
        Endpoint<DeliveryTask> endpoint = work.endpoint();
        for (Endpoint.DeferredWork<DeliveryTask> shed : endpoint.deferQueue(clock.now(), clock.nanos())) {
            ended.add(new Completion(shed.work(), new Consequence.Moved(shed.work().delivery(), shed.defer().until(),
                    shed.defer().why())));
        }
        return endpoint.next();
    }

    /** A turn is over. */
    void end() {
        running.decrementAndGet();
    }

    /** Returns whether the record's attempt may still begin. */
    boolean mayAttempt(DeliveryTask work) {
        return !draining && !work.lease().isEnding();
    }

    private @Nullable Consequence consequence(DeliveryTask work) {
        if (!mayAttempt(work)) {
            return null;
        }
        metrics.inFlight().incrementAndGet();
        try {
            return attempter.attempt(work.delivery(), work.endpoint());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (RuntimeException | Error e) {
            // An error too: a record that never came back would hold its partition's offset for good.
            LOG.error("attempt of delivery {} failed in an unforeseen way", work.delivery().id(), e);
            return attempter.failedHere(work.delivery());
        } finally {
            metrics.inFlight().decrementAndGet();
        }
    }
}
