package dev.carteiro.bench.scenario;

import dev.carteiro.bench.baseline.BareProducerMain;
import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.load.EndOffsets;
import dev.carteiro.bench.load.UncommittedRecords;
import dev.carteiro.bench.process.BenchHarnessException;
import dev.carteiro.bench.process.BenchJvm;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.JitCompilers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;

/** Measures how fast a router or a bare producer writes to a deliveries topic. Used by one thread. */
final class WriteMeasurement implements AutoCloseable {
    /** The router's default commit interval. */
    private static final long COMMIT_MILLIS = 50;
    private static final String[] HEAP = {"-Xmx1g", "-XX:+UseG1GC"};
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;

    /** The router may use the whole machine, as the bare producer does. */
    private static final String THREADS = "router.threads=" + Runtime.getRuntime().availableProcessors();

    /** Measured share of the records: the last ones are slower. */
    private static final double MEASURED_SHARE = 0.95;

    /** The warm-up has half as many events as the measurement. A pause until the compilers are done follows. */
    private static final int WARM_UP_DIVISOR = 2;

    private final BenchEnvironment stage;
    private final BenchInstallation topics;
    private final EndOffsets offsets;

    /**
     * Events of one kind that are routed one after the other.
     *
     * @param count number of events
     * @param fanOut deliveries of each
     * @param type returns the type of the event with that number
     */
    record EventBatch(int count, int fanOut, LongFunction<String> type) {
        long deliveries() {
            return (long) count * fanOut;
        }

        /** Returns the number of events that come first and are not measured. */
        int warmUp() {
            return count / WARM_UP_DIVISOR;
        }
    }

    WriteMeasurement(BenchEnvironment stage, BenchInstallation topics) {
        this.stage = stage;
        this.topics = topics;
        offsets = stage.offsets();
    }

    /** @return the rate of a warm router for each batch */
    List<WriteRate> router(List<EventBatch> batches) throws InterruptedException {
        BenchEvents events = new BenchEvents(stage.unusedName("routed"));
        List<UncommittedRecords> hidden = new ArrayList<>();
        try {
            UncommittedRecords warmUp = hide(hidden);
            batches.forEach(batch -> write(events, batch, batch.warmUp(), warmUp));
            warmUp.flush();
            for (EventBatch batch : batches) {
                UncommittedRecords all = hide(hidden);
                write(events, batch, batch.count(), all);
                all.flush();
            }
            return router(batches, hidden.iterator());
        } finally {
            hidden.forEach(UncommittedRecords::close);
        }
    }

    private UncommittedRecords hide(List<UncommittedRecords> hidden) {
        UncommittedRecords next = topics.hidden();
        hidden.add(next);
        return next;
    }

    private void write(BenchEvents events, EventBatch batch, int count, UncommittedRecords hidden) {
        for (int i = 0; i < count; i++) {
            hidden.write(events.event(topics.names().events(), batch.type().apply(i)));
        }
    }

    private List<WriteRate> router(List<EventBatch> batches, Iterator<UncommittedRecords> hidden)
            throws InterruptedException {
        List<WriteRate> grown = new ArrayList<>();
        long warmUp = batches.stream().mapToLong(batch -> (long) batch.warmUp() * batch.fanOut()).sum();
        try (BenchProcess router = stage.router(stage.ours(HEAP), topics, THREADS)) {
            long before = committed();
            hidden.next().reveal();
            await(router, before + warmUp);
            JitCompilers.awaitIdle(router);
            for (EventBatch batch : batches) {
                long done = committed();
                hidden.next().reveal();
                WriteRate.WriteSample from = WriteRate.WriteSample.of(stage, router, done);
                WriteRate.WriteSample to = WriteRate.WriteSample.of(stage, router,
                        await(router, done + (long) (MEASURED_SHARE * batch.deliveries())));
                grown.add(WriteRate.between(from, to));
                stage.print("    router, " + batch.fanOut() + " for each event: " + grown.getLast().text());
                await(router, done + batch.deliveries());
            }
        }
        return grown;
    }

    WriteRate bareProducer(int fanOut, long records) throws InterruptedException {
        long warmUp = records / WARM_UP_DIVISOR;
        try (BenchProcess producer = stage.peer(BareProducerMain.class, BenchJvm.here(HEAP),
                List.of(stage.bootstrapServers(), topics.names().deliveries(), Integer.toString(fanOut),
                        Long.toString(COMMIT_MILLIS), Long.toString(warmUp), Long.toString(records)))) {
            long before = committed();
            producer.startNextPart();
            await(producer, before + warmUp);
            JitCompilers.awaitIdle(producer);
            long done = committed();
            producer.startNextPart();
            WriteRate.WriteSample from = WriteRate.WriteSample.plain(stage, producer, done);
            WriteRate.WriteSample to = WriteRate.WriteSample.plain(stage, producer,
                    await(producer, done + (long) (MEASURED_SHARE * records)));
            WriteRate growth = WriteRate.between(from, to);
            // A transaction that it left open would hide the records of the next one.
            await(producer, done + records);
            stage.print("    bare producer, " + fanOut + " for each event: " + growth.text());
            return growth;
        }
    }

    @Override
    public void close() {
        offsets.close();
    }

    /** @return the number of records once it is at least as wanted; it includes some transaction markers */
    private long await(BenchProcess writer, long wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        long committed = committed();
        while (committed < wanted) {
            writer.requireAlive();
            stage.requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new BenchHarnessException(
                        (wanted - committed) + " deliveries are missing after " + TIMEOUT.toSeconds()
                                + " s; see " + stage.log(""));
            }
            Thread.sleep(POLL_MILLIS);
            committed = committed();
        }
        return committed;
    }

    private long committed() {
        return offsets.committed(topics.names().deliveries(), topics.partitions());
    }
}
