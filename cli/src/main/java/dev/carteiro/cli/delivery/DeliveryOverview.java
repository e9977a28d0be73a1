package dev.carteiro.cli.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.history.DeliveryState;
import dev.carteiro.cli.option.Column;
import dev.carteiro.schemas.attempt.AttemptRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The last attempt of each recent delivery. Keeps a bounded number of deliveries, those with the latest attempts. Not
 * thread-safe.
 */
final class DeliveryOverview {
    static final List<Column> COLUMNS = List.of(Column.key("LAST ATTEMPT"), Column.outcome("STATE"),
            Column.key("RESULT"),
            Column.number("ATTEMPTS"), Column.text("SUBSCRIPTION"), Column.text("EVENT"), Column.key("DELIVERY"),
            Column.key("NEXT"));

    private final int maxDeliveries;
    private final Map<String, AttemptDocument> lastAttempts = new LinkedHashMap<>();
    private long evicted;

    DeliveryOverview(int maxDeliveries) {
        this.maxDeliveries = maxDeliveries;
    }

    /** Adds an attempt; the attempts of one delivery must be added in order. */
    void add(AttemptDocument attempt) {
        String delivery = attempt.text("delivery");
        lastAttempts.remove(delivery);
        lastAttempts.put(delivery, attempt);
        if (lastAttempts.size() > maxDeliveries) {
            lastAttempts.remove(lastAttempts.keySet().iterator().next());
            evicted++;
        }
    }

    /** Returns the number of deliveries that were evicted. */
    long evictedCount() {
        return evicted;
    }

    /** Returns the newest attempts that match, the newest last. */
    List<AttemptDocument> newest(int limit, Predicate<AttemptDocument> filter) {
        Deque<AttemptDocument> newest = new ArrayDeque<>();
        for (AttemptDocument attempt : lastAttempts.values()) {
            if (filter.test(attempt)) {
                newest.add(attempt);
                if (newest.size() > limit) {
                    newest.remove();
                }
            }
        }
        return newest.stream().sorted((one, other) -> one.text("startedAt").compareTo(other.text("startedAt")))
                .toList();
    }

    /** Returns the cells of a row of {@link #COLUMNS}. */
    static List<String> row(AttemptDocument last) {
        return List.of(last.time("startedAt"), state(last), last.result(), last.text("attempt"),
                last.text("subscription"), last.text("event"), last.text("delivery"), last.time("nextAttemptAt"));
    }

    static ObjectNode json(AttemptDocument last) {
        return last.document().deepCopy().put("state", state(last));
    }

    static String state(AttemptDocument last) {
        AttemptRecord record = last.record();
        return record == null ? "?" : DeliveryState.after(record).code();
    }
}
