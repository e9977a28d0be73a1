package dev.carteiro.bench.load;

import java.util.List;

/**
 * Deliveries that are written once and drained many times, so that all who are compared have the same records. Used by one
 * thread.
 */
public final class Backlog implements AutoCloseable {
    private final Topics topics;

    private Backlog(Topics topics) {
        this.topics = topics;
    }

    /**
     * @param topics nobody has used yet; closed with the backlog
     * @param others that get the same share each as the healthy ones
     * @param deliveries to the healthy ones, together
     */
    public static Backlog write(Topics topics, int receiverPort, List<Hook> healthy, List<Hook> others,
            long deliveries) {
        List<Hook> all = Hook.both(healthy, others);
        topics.apply(all, receiverPort);
        Events events = new Events(topics.names().prefix());
        for (long written = 0; written < deliveries; written += healthy.size()) {
            all.forEach(hook -> topics.write(events.next(topics, hook)));
        }
        topics.flush();
        return new Backlog(topics);
    }

    /** The installation it lies in. */
    public Topics topics() {
        return topics;
    }

    @Override
    public void close() {
        topics.close();
    }
}
