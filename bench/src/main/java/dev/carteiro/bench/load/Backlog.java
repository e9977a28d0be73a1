package dev.carteiro.bench.load;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A backlog of deliveries in parts. The first part is visible at once, each other part when it is revealed. Used by one thread.
 */
public final class Backlog implements AutoCloseable {
    private static final String NAME = "backlog";

    private final BenchInstallation topics;
    private final Queue<UncommittedRecords> hidden = new ArrayDeque<>();

    /**
     * @param topics an unused installation; closed with the backlog
     * @param others subscriptions that get the same share each as the healthy ones
     * @param parts minimum number of deliveries to the healthy ones together, for each part
     */
    public Backlog(BenchInstallation topics, int receiverPort, List<BenchSubscription> healthy,
            List<BenchSubscription> others, List<Long> parts) {
        this.topics = topics;
        List<BenchSubscription> all = BenchSubscription.both(healthy, others);
        topics.apply(all, receiverPort);
        BenchEvents events = new BenchEvents(NAME);
        write(events, all, Math.ceilDiv(parts.getFirst(), healthy.size()), topics::write);
        topics.flush();
        for (long part : parts.subList(1, parts.size())) {
            UncommittedRecords next = topics.hidden();
            hidden.add(next);
            write(events, all, Math.ceilDiv(part, healthy.size()), next::write);
            next.flush();
        }
    }

    private void write(BenchEvents events, List<BenchSubscription> all, long each,
            Consumer<ProducerRecord<byte[], byte[]>> written) {
        for (long i = 0; i < each; i++) {
            all.forEach(hook -> written.accept(events.next(topics, hook)));
        }
    }

    /** Reveals the next part. */
    public void reveal() {
        try (UncommittedRecords next = hidden.remove()) {
            next.reveal();
        }
    }

    /** Returns the installation that holds the backlog. */
    public BenchInstallation topics() {
        return topics;
    }

    @Override
    public void close() {
        hidden.forEach(UncommittedRecords::close);
        topics.close();
    }
}
