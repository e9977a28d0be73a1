package dev.carteiro.dispatcher.hold;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Limits the released deliveries of each subscription that are in flight at once, in one partition. Owned by the lane's
 * loop thread.
 *
 * <p>A long backlog that is released at once would not fit into the endpoint's queue. Part of it would be deferred, and
 * the oldest deliveries would no longer come first. The window therefore starts small and doubles while none is
 * deferred:
 *
 * <pre>
 *   32 in flight --- all done, none deferred --> 64 in flight --> ... --> 2048
 *      ^                                             |
 *      +---------- one deferred: half of it ---------+
 * </pre>
 */
final class ReleaseWindow {
    static final int INITIAL_WIDTH = 32;
    static final int MAX_WIDTH = 2_048;

    private final Map<Long, String> inFlight = new HashMap<>();
    private final Map<String, SubscriptionWindow> flights = new HashMap<>();

    private static final class SubscriptionWindow {
        private int width = INITIAL_WIDTH;
        private int released;
        private int completed;
    }

    /** Returns how many more deliveries may be released now. */
    int freeSlots(String subscription) {
        SubscriptionWindow flight = flights.get(subscription);
        return flight == null ? INITIAL_WIDTH : Math.max(0, flight.width - (flight.released - flight.completed));
    }

    /**
     * Records a released delivery.
     *
     * @param offset its offset in deliveries
     */
    void released(String subscription, long offset) {
        if (inFlight.put(offset, subscription) == null) {
            flights.computeIfAbsent(subscription, id -> new SubscriptionWindow()).released++;
        }
    }

    /**
     * Records that the delivery at this offset of deliveries has its result.
     *
     * @return true if it was a released one and at least half of the window is free
     */
    boolean completed(long offset, boolean deferred) {
        String subscription = inFlight.remove(offset);
        SubscriptionWindow flight = subscription == null ? null : flights.get(subscription);
        if (flight == null) {
            return false;
        }
        flight.completed++;
        if (deferred) {
            flight.width = Math.max(INITIAL_WIDTH, flight.width / 2);
            flight.released -= flight.completed;
            flight.completed = 0;
        } else if (flight.completed >= flight.width) {
            flight.width = Math.min(MAX_WIDTH, flight.width * 2);
            flight.released -= flight.completed;
            flight.completed = 0;
        }
        return flight.released - flight.completed <= flight.width / 2;
    }

    /** Removes subscriptions that do not match and have nothing in flight. */
    void retain(Predicate<String> subscriptions) {
        flights.entrySet().removeIf(
                entry -> !subscriptions.test(entry.getKey())
                        && entry.getValue().released == entry.getValue().completed);
    }
}
