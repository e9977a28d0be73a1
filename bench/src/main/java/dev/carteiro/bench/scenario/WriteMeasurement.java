package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.UncommittedRecords;
import dev.carteiro.bench.load.EndOffsets;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.baseline.BareProducerMain;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.JitCompilers;
import dev.carteiro.bench.process.BenchJvm;
import dev.carteiro.bench.process.BenchHarnessException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;

/** Watches a deliveries topic grow, by a router or by a bare producer. Used by one thread. */
final class WriteMeasurement implements AutoCloseable {
    /** The router commits as often by default. */
    private static final long COMMIT_MILLIS = 50;
    private static final String[] HEAP = {"-Xmx1g", "-XX:+UseG1GC"};
    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 20;

    /** What is measured has the machine, as the bare producer has. */
    private static final String THREADS = "router.threads=" + Runtime.getRuntime().availableProcessors();

    /** The last of them are not as quick as the rest. */
    private static final double MEASURED = 0.95;

    /** Of what is measured; then it is left alone until the compilers are done. */
    private static final int WARM_UP_PART = 2;

    private final BenchEnvironment stage;
    private final BenchInstallation topics;
    private final EndOffsets offsets;

    /**
     * Events of one kind, to be routed one after the other.
     *
     * @param count how many
     * @param fanOut deliveries of each
     * @param type of the event of that number
     */
    record EventBatch(int count, int fanOut, LongFunction<String> type) {
        long deliveries() {
            return (long) count * fanOut;
        }

        /** How many more come first, and are not measured. */
        int warmUp() {
            return count / WARM_UP_PART;
        }
    }

    WriteMeasurement(BenchEnvironment stage, BenchInstallation topics) {
        this.stage = stage;
        this.topics = topics;
        offsets = stage.offsets();
    }

    /** @return for each batch how fast it was routed, by a router that is warm */
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

    private List<WriteRate> router(List<EventBatch> batches, Iterator<UncommittedRecords> hidden) throws InterruptedException {
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
                        await(router, done + (long) (MEASURED * batch.deliveries())));
                grown.add(WriteRate.between(from, to));
                stage.say("    router, " + batch.fanOut() + " for each event: " + grown.getLast().text());
                await(router, done + batch.deliveries());
            }
        }
        return grown;
    }

    WriteRate bareProducer(int fanOut, long records) throws InterruptedException {
        long warmUp = records / WARM_UP_PART;
        try (BenchProcess producer = stage.peer(BareProducerMain.class, BenchJvm.here(HEAP),
                List.of(stage.bootstrapServers(), topics.names().deliveries(), Integer.toString(fanOut),
                        Long.toString(COMMIT_MILLIS), Long.toString(warmUp), Long.toString(records)))) {
            long before = committed();
            producer.goOn();
            await(producer, before + warmUp);
            JitCompilers.awaitIdle(producer);
            long done = committed();
            producer.goOn();
            WriteRate.WriteSample from = WriteRate.WriteSample.plain(stage, producer, done);
            WriteRate.WriteSample to = WriteRate.WriteSample.plain(stage, producer, await(producer, done + (long) (MEASURED * records)));
            WriteRate growth = WriteRate.between(from, to);
            // A transaction that it left open would hide what the next one commits.
            await(producer, done + records);
            stage.say("    bare producer, " + fanOut + " for each event: " + growth.text());
            return growth;
        }
    }

    @Override
    public void close() {
        offsets.close();
    }

    /** @return how many there are when there are at least so many, and some marks of transactions with them */
    private long await(BenchProcess writer, long wanted) throws InterruptedException {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        long committed = committed();
        while (committed < wanted) {
            writer.requireAlive();
            stage.requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new BenchHarnessException((wanted - committed) + " deliveries are missing after " + AT_MOST.toSeconds()
                        + " s; see " + stage.log(""));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
            committed = committed();
        }
        return committed;
    }

    private long committed() {
        return offsets.committed(topics.names().deliveries(), topics.partitions());
    }
}
