package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Events;
import dev.carteiro.bench.load.Offsets;
import dev.carteiro.bench.load.Topics;
import dev.carteiro.bench.peer.BareProducerMain;
import dev.carteiro.bench.process.Child;
import dev.carteiro.bench.process.Jvm;
import dev.carteiro.bench.process.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Watches a deliveries topic grow, by a router or by a bare producer. Used by one thread. */
final class Writing implements AutoCloseable {
    /** The router commits as often by default. */
    private static final long COMMIT_MILLIS = 50;
    private static final String[] HEAP = {"-Xmx1g", "-XX:+UseG1GC"};
    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 20;

    /** What is measured has the machine, as the bare producer has. */
    private static final String THREADS = "router.threads=" + Runtime.getRuntime().availableProcessors();

    /** Half of each batch warms it up. */
    private static final double FROM = 0.5;
    private static final double TO = 0.95;

    private final Stage stage;
    private final Topics topics;
    private final Offsets offsets;

    /**
     * Events of one kind, to be routed one after the other.
     *
     * @param count how many
     * @param fanOut deliveries of each
     * @param type of the event of that number
     */
    record Batch(int count, int fanOut, LongFunction<String> type) {
        long deliveries() {
            return (long) count * fanOut;
        }
    }

    Writing(Stage stage, Topics topics) {
        this.stage = stage;
        this.topics = topics;
        offsets = stage.offsets();
    }

    /** @return for each batch how fast its middle was routed, by a router that has just started */
    List<Growth> router(List<Batch> batches) throws InterruptedException {
        Events events = new Events(stage.unusedName("routed"));
        for (Batch batch : batches) {
            for (long i = 0; i < batch.count(); i++) {
                topics.write(events.event(topics.names().events(), batch.type().apply(i)));
            }
        }
        topics.flush();
        long done = committed();
        List<Growth> grown = new ArrayList<>();
        try (Child router = stage.router(stage.ours(HEAP), topics, THREADS)) {
            for (Batch batch : batches) {
                Growth.Mark from = Growth.Mark.of(stage, router, await(router, done, FROM, batch.deliveries()));
                Growth.Mark to = Growth.Mark.of(stage, router, await(router, done, TO, batch.deliveries()));
                grown.add(Growth.between(from, to));
                stage.say("    router, " + batch.fanOut() + " for each event: " + grown.getLast().text());
                done += batch.deliveries();
            }
            await(router, done, 0, 0);
        }
        return grown;
    }

    Growth bareProducer(int fanOut, long records) throws InterruptedException {
        long done = committed();
        try (Child producer = stage.peer(BareProducerMain.class, Jvm.here(HEAP),
                List.of(stage.bootstrapServers(), topics.names().deliveries(), Long.toString(records),
                        Integer.toString(fanOut), Long.toString(COMMIT_MILLIS)))) {
            Growth.Mark from = Growth.Mark.plain(stage, producer, await(producer, done, FROM, records));
            Growth.Mark to = Growth.Mark.plain(stage, producer, await(producer, done, TO, records));
            Growth growth = Growth.between(from, to);
            // A transaction that it left open would hide what the next one commits.
            await(producer, done, 1, records);
            stage.say("    bare producer, " + fanOut + " for each event: " + growth.text());
            return growth;
        }
    }

    @Override
    public void close() {
        offsets.close();
    }

    /** @return how many there are when there are at least so many, and some marks of transactions with them */
    private long await(Child writer, long before, double part, long records) throws InterruptedException {
        long wanted = before + (long) (records * part);
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        long committed = committed();
        while (committed < wanted) {
            writer.requireAlive();
            stage.requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new Trouble((committed - before) + " of " + records + " deliveries after " + AT_MOST.toSeconds()
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
