package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.schemas.delivery.Delivery;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Selects the results that go to the held topic. Stateless. */
final class HeldResults {
    private HeldResults() {
    }

    /** Returns the time of the first held record, by partition and subscription. */
    static Map<Integer, Map<String, Instant>> in(List<RecordResult> results) {
        Map<Integer, Map<String, Instant>> held = new HashMap<>();
        for (RecordResult result : results) {
            if (result.consequence() instanceof Consequence.Held(Delivery delivery)) {
                Instant since = delivery.progress().heldSince();
                held.computeIfAbsent(result.lease().partition().partition(), p -> new HashMap<>()).merge(
                        delivery.subscription(), since == null ? Instant.EPOCH : since,
                        (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        return held;
    }

    /** Returns the subscriptions of the waiting results that are not among the given ones, by partition. */
    static Map<Integer, Set<String>> notIn(List<RecordResult> results, List<RecordResult> waiting) {
        Map<Integer, Set<String>> held = new HashMap<>();
        if (waiting.size() == results.size()) {
            return held;
        }
        Collection<RecordResult> in = Collections.newSetFromMap(new IdentityHashMap<>());
        in.addAll(results);
        for (RecordResult result : waiting) {
            if (result.consequence() instanceof Consequence.Held(Delivery delivery) && !in.contains(result)) {
                held.computeIfAbsent(result.lease().partition().partition(), p -> new HashSet<>())
                        .add(delivery.subscription());
            }
        }
        return held;
    }
}
