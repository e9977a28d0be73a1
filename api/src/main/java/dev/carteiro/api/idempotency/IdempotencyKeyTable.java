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
 * The state of each idempotency key in the topic. Safe for any thread; one thread applies the records.
 *
 * <p>Every instance reaches the same result, because a claim names the record that it replaces. Of several claims that
 * replace the same record, the first one in the topic is accepted. No clock decides.
 *
 * <pre>
 *   offset   record                 accepted
 *   10       A claims, after -1     yes
 *   11       B claims, after -1     no: 10 is valid
 *   12       A is done              yes
 *   13       C claims, after 10     no: 12 is valid
 * </pre>
 */
final class IdempotencyKeyTable {
    /** Lifetime of a key from its last record. */
    static final Duration LIFETIME = Duration.ofHours(24);

    /**
     * Retention of a key in memory. The excess over the lifetime allows for differing clocks: an instance still knows
     * which record another one replaces.
     */
    private static final Duration RETENTION = LIFETIME.plusHours(1);

    private final InstantSource clock;
    private final int maxKeys;
    private final Map<String, KeyEntry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> byAccount = new HashMap<>();

    /**
     * The accepted state of a key. Immutable.
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

    /** @param maxKeys maximum keys in memory; beyond it the least recently used are evicted */
    IdempotencyKeyTable(InstantSource clock, int maxKeys) {
        this.clock = clock;
        this.maxKeys = maxKeys;
    }

    /**
     * Applies a record.
     *
     * @throws IllegalArgumentException if the name is not that of a key
     */
    synchronized void apply(String name, IdempotencyRecord record, long offset, Instant at) {
        String account = CallerKey.account(name);
        evictExpired();
        KeyEntry known = entries.get(name);
        boolean isCurrentClaim = known != null && known.state() == State.CLAIMED
                && known.record.claim().equals(record.claim());
        boolean accepted = switch (record.state()) {
            case CLAIMED -> known == null || known.offset == record.after();
            // Executions with the same seed create the same resource, so the first response counts.
            case DONE -> known == null
                    || (known.state() != State.DONE && known.record.seed().equals(record.seed()));
            case FAILED, RELEASED -> isCurrentClaim;
        };
        KeyEntry next = new KeyEntry(record, offset, at);
        if (!accepted || next.isOlderThan(RETENTION, clock.instant())) {
            return;
        }
        remove(name);
        if (next.state() != State.RELEASED) {
            entries.put(name, next);
            byAccount.merge(account, 1, Integer::sum);
        }
        if (entries.size() > maxKeys) {
            remove(entries.keySet().iterator().next());
        }
    }

    /** Returns the state of a key; {@code null} if it is unknown or expired. */
    synchronized @Nullable KeyEntry find(String name) {
        evictExpired();
        return entries.get(name);
    }

    /** Returns how many keys an account uses. */
    synchronized int countOf(String account) {
        return byAccount.getOrDefault(account, 0);
    }

    synchronized boolean isFull() {
        return entries.size() >= maxKeys;
    }

    /** Evicts expired keys. The oldest are first, because each record moves its key to the end. */
    private void evictExpired() {
        Instant now = clock.instant();
        for (Iterator<Map.Entry<String, KeyEntry>> eldest = entries.entrySet().iterator(); eldest.hasNext();) {
            Map.Entry<String, KeyEntry> entry = eldest.next();
            if (!entry.getValue().isOlderThan(RETENTION, now)) {
                return;
            }
            eldest.remove();
            decrementCount(CallerKey.account(entry.getKey()));
        }
    }

    private void remove(String name) {
        if (entries.remove(name) != null) {
            decrementCount(CallerKey.account(name));
        }
    }

    private void decrementCount(String account) {
        byAccount.computeIfPresent(account, (key, count) -> count == 1 ? null : count - 1);
    }
}
