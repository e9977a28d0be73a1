package dev.carteiro.api.history;

import dev.carteiro.api.history.Shelf.Node;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Attempts by subscription and by delivery. Guarded by the history's lock. */
final class AttemptIndex {
    /** What an attempt takes beside its bytes, a delivery's own entry included. */
    private static final int OVERHEAD = 320;

    private final Shelves<HeldAttempt> shelves;
    private final Map<String, Trail> trails = new HashMap<>();
    private final Map<Owner, Tally> tallies = new HashMap<>();

    AttemptIndex(long maxBytes) {
        shelves = new Shelves<>(maxBytes, this::letGo);
    }

    /** An id may pass to another tenant, who has nothing to do with what was before. */
    private record Owner(String subscription, @Nullable String tenant) {
    }

    /** An attempt as it is found. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
    record Found(Position position, byte[] json) {
    }

    /** @throws InvalidJsonException if the bytes are no attempt; nothing changes then */
    void add(Position position, byte[] json) throws InvalidJsonException {
        AttemptRecord attempt = AttemptRecord.read(json);
        String subscription = attempt.subject().subscription();
        String tenant = attempt.subject().tenant();
        Trail trail = trails.computeIfAbsent(attempt.subject().delivery(), id -> new Trail(id, tenant));
        Node<HeldAttempt> last = trail.newest();
        if (last != null && !(last.shelf().subscription().equals(subscription)
                && Objects.equals(trail.tenant(), tenant))) {
            // Ids are functions of the subscription: somebody else wrote this. Or events of two tenants have one id. The old
            // ones find their own way out.
            trail = new Trail(attempt.subject().delivery(), tenant);
            trails.put(trail.delivery(), trail);
        }
        Node<HeldAttempt> node = shelves.add(subscription, position, new HeldAttempt(json, trail),
                json.length + OVERHEAD);
        HeldAttempt.append(node);
        Tally tally = tallies.computeIfAbsent(new Owner(subscription, tenant), id -> new Tally());
        tally.count(attempt);
        boolean waits = attempt.outcome() == AttemptOutcome.RETRY;
        tally.waits(trail.isWaiting(), waits);
        trail.waiting(waits);
        shelves.trim();
    }

    /**
     * The newest first.
     *
     * @param confinedTo only this tenant's; {@code null} for all
     */
    Excerpt<Found> newest(String subscription, @Nullable String confinedTo, @Nullable Position before, int most,
            int mostBytes) {
        Excerpt<Found> found = new Excerpt<>(most, mostBytes);
        Shelf<HeldAttempt> shelf = shelves.of(subscription);
        Node<HeldAttempt> node = shelf == null ? null : shelf.newest();
        for (; node != null && !found.isFull(); node = node.older()) {
            if ((before == null || node.position().isBefore(before))
                    && (confinedTo == null || confinedTo.equals(node.content().trail().tenant()))) {
                found.add(found(node), node.bytes());
            }
        }
        return found;
    }

    /** Of one delivery, the newest first. */
    Excerpt<Found> of(String delivery, int mostBytes) {
        Excerpt<Found> found = new Excerpt<>(Integer.MAX_VALUE, mostBytes);
        Trail trail = trails.get(delivery);
        Node<HeldAttempt> node = trail == null ? null : trail.newest();
        for (; node != null && !found.isFull(); node = node.content().earlier()) {
            found.add(found(node), node.bytes());
        }
        return found;
    }

    Health health(String subscription, @Nullable String tenant) {
        Tally tally = tallies.get(new Owner(subscription, tenant));
        return (tally == null ? new Tally() : tally).health(coverage(subscription));
    }

    Coverage coverage(String subscription) {
        return Coverage.since(shelves.sinceMillis(subscription));
    }

    Coverage coverage() {
        return Coverage.since(shelves.sinceMillis());
    }

    void begin(int partition, long millis) {
        shelves.begin(partition, millis);
    }

    long bytes() {
        return shelves.bytes();
    }

    private void letGo(Node<HeldAttempt> node) {
        HeldAttempt.unlink(node);
        Trail trail = node.content().trail();
        String subscription = node.shelf().subscription();
        Owner owner = new Owner(subscription, trail.tenant());
        Tally tally = tallies.get(owner);
        if (trail.newest() == null) {
            trails.remove(trail.delivery(), trail);
            if (tally != null) {
                tally.waits(trail.isWaiting(), false);
            }
        }
        if (tally != null && tally.evicted()) {
            tallies.remove(owner);
        }
    }

    private static Found found(Node<HeldAttempt> node) {
        return new Found(node.position(), node.content().json());
    }
}
