package dev.carteiro.bench.load;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Deliveries that wait for whoever is to send them, in parts: the first lies open, the others behind it are revealed one after
 * the other. Used by one thread.
 */
public final class Backlog implements AutoCloseable {
    private static final String SAME_FOR_ALL = "backlog";

    private final BenchInstallation topics;
    private final Queue<UncommittedRecords> hidden = new ArrayDeque<>();

    /**
     * @param topics nobody has used yet; closed with the backlog
     * @param others get the same share each as the healthy ones
     * @param parts how many each has to the healthy ones, at least, together
     */
    public Backlog(BenchInstallation topics, int receiverPort, List<BenchSubscription> healthy, List<BenchSubscription> others, List<Long> parts) {
        this.topics = topics;
        List<BenchSubscription> all = BenchSubscription.both(healthy, others);
        topics.apply(all, receiverPort);
        BenchEvents events = new BenchEvents(SAME_FOR_ALL);
        write(events, all, Math.ceilDiv(parts.getFirst(), healthy.size()), topics::write);
        topics.flush();
        for (long part : parts.subList(1, parts.size())) {
            UncommittedRecords next = topics.hidden();
            hidden.add(next);
            write(events, all, Math.ceilDiv(part, healthy.size()), next::write);
            next.flush();
        }
    }

    private void write(BenchEvents events, List<BenchSubscription> all, long each, Consumer<ProducerRecord<byte[], byte[]>> written) {
        for (long i = 0; i < each; i++) {
            all.forEach(hook -> written.accept(events.next(topics, hook)));
        }
    }

    /** The next part. */
    public void reveal() {
        try (UncommittedRecords next = hidden.remove()) {
            next.reveal();
        }
    }

    /** The installation it lies in. */
    public BenchInstallation topics() {
        return topics;
    }

    @Override
    public void close() {
        hidden.forEach(UncommittedRecords::close);
        topics.close();
    }
}
