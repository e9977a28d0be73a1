package dev.carteiro.dispatcher.hold;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How many released deliveries of each subscription may be on their way at once, in one partition. Owned by the lane's
 * loop thread.
 *
 * <p>Released all at once, a long backlog would not fit into the endpoint's queue and be deferred, and the oldest would
 * no longer be the first. So a window is filled, and opened wider for as long as nothing of it is deferred:
 *
 * <pre>
 *   32 out --- all back, none deferred --> 64 out --> ... --> 2048
 *      ^                                     |
 *      +------ one deferred: half of it -----+
 * </pre>
 */
final class ReleaseWindow {
    static final int FIRST = 32;
    static final int WIDEST = 2_048;

    private final Map<Long, String> out = new HashMap<>();
    private final Map<String, SubscriptionWindow> flights = new HashMap<>();

    private static final class SubscriptionWindow {
        private int width = FIRST;
        private int launched;
        private int landed;
    }

    /** How many more may leave now. */
    int room(String subscription) {
        SubscriptionWindow flight = flights.get(subscription);
        return flight == null ? FIRST : Math.max(0, flight.width - (flight.launched - flight.landed));
    }

    /** @param offset where it lies in deliveries now */
    void launched(String subscription, long offset) {
        if (out.put(offset, subscription) == null) {
            flights.computeIfAbsent(subscription, id -> new SubscriptionWindow()).launched++;
        }
    }

    /**
     * The record at this offset of deliveries has its result.
     *
     * @return whether it was one of these, and there is room worth using again
     */
    boolean landed(long offset, boolean deferred) {
        String subscription = out.remove(offset);
        SubscriptionWindow flight = subscription == null ? null : flights.get(subscription);
        if (flight == null) {
            return false;
        }
        flight.landed++;
        if (deferred) {
            flight.width = Math.max(FIRST, flight.width / 2);
            flight.launched -= flight.landed;
            flight.landed = 0;
        } else if (flight.landed >= flight.width) {
            flight.width = Math.min(WIDEST, flight.width * 2);
            flight.launched -= flight.landed;
            flight.landed = 0;
        }
        return flight.launched - flight.landed <= flight.width / 2;
    }

    /** Forgets what is no longer of interest and not on its way. */
    void retain(Predicate<String> subscriptions) {
        flights.entrySet().removeIf(
                entry -> !subscriptions.test(entry.getKey()) && entry.getValue().launched == entry.getValue().landed);
    }
}
