package dev.carteiro.api.idempotency;

import dev.carteiro.schemas.idempotency.IdempotencyRecord;
import dev.carteiro.schemas.idempotency.IdempotencyRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the idempotency topic says of each key. Safe for any thread; one thread applies the records.
 *
 * <p>Every instance comes to the same result, because a claim names the record that it takes the place of: of several with the
 * same one, the first in the topic's order is accepted. No clock decides.
 *
 * <pre>
 *   offset   record                 accepted
 *   10       A claims, after -1     yes
 *   11       B claims, after -1     no: 10 stands
 *   12       A is done              yes
 *   13       C claims, after 10     no: 12 stands
 * </pre>
 */
final class IdempotencyKeyTable {
    /** How long a key counts, from the last record about it. */
    static final Duration LIFETIME = Duration.ofHours(24);

    /** Clocks of instances may differ by the rest: until then an instance knows which record another one replaces. */
    private static final Duration KEPT = LIFETIME.plusHours(1);

    private final InstantSource clock;
    private final int most;
    private final Map<String, KeyEntry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> byAccount = new HashMap<>();

    /**
     * What stands about a key. Immutable.
     *
     * @param at when Kafka appended the record
     */
    record KeyEntry(IdempotencyRecord record, long offset, Instant at) {
        State state() {
            return record.state();
        }

        boolean isOlderThan(Duration age, Instant now) {
            return !now.isBefore(at.plus(age));
        }
    }

    /** @param most keys that are kept in memory: beyond that, those that were not used longest are forgotten */
    IdempotencyKeyTable(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** @throws IllegalArgumentException if the name is not one of a key */
    synchronized void apply(String name, IdempotencyRecord record, long offset, Instant at) {
        String account = CallerKey.account(name);
        forgetOld();
        KeyEntry known = entries.get(name);
        boolean holds = known != null && known.state() == State.CLAIMED
                && known.record.claim().equals(record.claim());
        boolean accepted = switch (record.state()) {
            case CLAIMED -> known == null || known.offset == record.after();
            // Whoever works with the same seed makes the same thing: the first response counts.
            case DONE -> known == null
                    || (known.state() != State.DONE && known.record.seed().equals(record.seed()));
            case FAILED, RELEASED -> holds;
        };
        KeyEntry next = new KeyEntry(record, offset, at);
        if (!accepted || next.isOlderThan(KEPT, clock.instant())) {
            return;
        }
        remove(name);
        if (next.state() != State.RELEASED) {
            entries.put(name, next);
            byAccount.merge(account, 1, Integer::sum);
        }
        if (entries.size() > most) {
            remove(entries.keySet().iterator().next());
        }
    }

    /** {@code null} where nothing is known that counts. */
    synchronized @Nullable KeyEntry find(String name) {
        forgetOld();
        return entries.get(name);
    }

    /** How many keys an account has in use. */
    synchronized int countOf(String account) {
        return byAccount.getOrDefault(account, 0);
    }

    synchronized boolean isFull() {
        return entries.size() >= most;
    }

    /** The eldest are the first, since each record puts its key behind the others. */
    private void forgetOld() {
        Instant now = clock.instant();
        for (Iterator<Map.Entry<String, KeyEntry>> eldest = entries.entrySet().iterator(); eldest.hasNext();) {
            Map.Entry<String, KeyEntry> entry = eldest.next();
            if (!entry.getValue().isOlderThan(KEPT, now)) {
                return;
            }
            eldest.remove();
            forgetOneOf(CallerKey.account(entry.getKey()));
        }
    }

    private void remove(String name) {
        if (entries.remove(name) != null) {
            forgetOneOf(CallerKey.account(name));
        }
    }

    private void forgetOneOf(String account) {
        byAccount.computeIfPresent(account, (key, count) -> count == 1 ? null : count - 1);
    }
}
