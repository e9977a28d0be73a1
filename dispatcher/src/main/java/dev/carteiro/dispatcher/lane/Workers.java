package dev.carteiro.dispatcher.lane;

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
 * The virtual threads that make attempts. A thread serves one endpoint: it makes an attempt, hands in the result, and
 * takes the endpoint's next record until there is none. Safe for any thread.
 *
 * <p>Every record that was started ends in exactly one result: its consequence, or none where its lease was ending
 * before the attempt began, or the attempt was interrupted. So the number of results to come is
 * bounded by the lane's budget, and the queue needs no bound of its own.
 */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** Enough for no processor to run dry before the loop comes round again. */
    static final int MOST_WAITING = 4 * Runtime.getRuntime().availableProcessors();

    private final ExecutorService threads;
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

    /** @param threads closed with it */
    Workers(Attempter attempter, LaneClock clock, DispatcherMetrics metrics, ExecutorService threads) {
        this.threads = threads;
        this.attempter = attempter;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** A record that left a worker. */
    record Completion(DeliveryTask work, @Nullable Consequence consequence) {
    }

    void start(DeliveryTask work) {
        running.incrementAndGet();
        waiting.incrementAndGet();
        threads.execute(() -> serve(work));
    }

    /** Whether so many that were started still wait for a processor that others would only wait behind them. */
    boolean areBehind() {
        return waiting.get() >= MOST_WAITING;
    }

    /** From now on no attempt begins; what is queued comes back without a consequence. */
    void drain() {
        draining = true;
    }

    /** Whether no worker has anything in hand. */
    boolean areIdle() {
        return running.get() == 0;
    }

    /** The next record that has come back; {@code null} if there is none at the moment. */
    @Nullable
    Completion poll() {
        return ended.poll();
    }

    /** As {@link #poll}, waiting for one. */
    @Nullable
    Completion poll(Duration atMost) throws InterruptedException {
        return ended.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Interrupts what is still running; nothing else begins. */
    @Override
    public void close() {
        draining = true;
        threads.shutdownNow();
    }

    private void serve(DeliveryTask first) {
        waiting.decrementAndGet();
        try {
            DeliveryTask work = first;
            while (work != null) {
                ended.add(new Completion(work, consequence(work)));
                stepAside(work.endpoint());
                work = work.endpoint().next();
            }
        } finally {
            running.decrementAndGet();
        }
    }

    /** A queue that would only wait for a broken endpoint comes back. */
    private void stepAside(Endpoint<DeliveryTask> endpoint) {
        for (Endpoint.DeferredWork<DeliveryTask> shed : endpoint.stepAside(clock.now(), clock.nanos())) {
            ended.add(new Completion(shed.work(), new Consequence.Moved(shed.work().delivery(), shed.due(),
                    Consequence.Moved.MoveReason.DEFERRED)));
        }
    }

    private @Nullable Consequence consequence(DeliveryTask work) {
        if (draining || work.lease().isEnding()) {
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
            return attempter.again(work.delivery());
        } finally {
            metrics.inFlight().decrementAndGet();
        }
    }
}
