package dev.carteiro.router.match;

import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionState;
import dev.carteiro.schemas.subscription.TypePattern;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * All applied subscriptions, arranged for matching. Safe for any thread: the global thread writes, stream threads read.
 *
 * <p>A read lock covers only the selection of candidates, a write lock one whole update: an event sees a subscription
 * as it was before or as it is after, in all its buckets alike, and never neither. Filters are evaluated outside the
 * lock on what was selected, which is immutable.
 *
 * <p>A paused subscription matches, because its deliveries are held by the dispatcher; a disabled one does not.
 */
public final class SubscriptionIndex {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final TypeIndex types = new TypeIndex();
    private final Map<String, Placed> placed = new HashMap<>();
    private final Map<SubscriptionState, Integer> states = new EnumMap<>(SubscriptionState.class);

    /** Where a subscription was put, to find it again. */
    private record Placed(SubscriptionState state, List<TypePattern> patterns, Audience audience) {
    }

    /**
     * Adds a subscription or replaces the one of the same id.
     *
     * @param version offset of this version in the applied topic
     */
    public void put(Subscription subscription, long version) {
        Placed place = new Placed(subscription.state(), subscription.events().stream().distinct().toList(),
                Audience.of(subscription));
        lock.writeLock().lock();
        try {
            forget(placed.put(subscription.id(), place), subscription.id());
            states.merge(place.state(), 1, Integer::sum);
            if (place.state() != SubscriptionState.DISABLED) {
                Candidate candidate = Candidate.of(subscription, version);
                place.patterns().forEach(pattern -> types.bucket(pattern).add(place.audience(), candidate));
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    public void remove(String id) {
        lock.writeLock().lock();
        try {
            forget(placed.remove(id), id);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The subscriptions that an event reaches. Never throws for what an event or a filter holds. */
    public Matches match(Event event) {
        Selection selection = select(event);
        return selection.unfiltered().isEmpty() && selection.filtered().isEmpty()
                ? Matches.NONE
                : new Judge(event, selection).judge();
    }

    /** How many subscriptions are in that state. */
    public int count(SubscriptionState state) {
        lock.readLock().lock();
        try {
            return states.getOrDefault(state, 0);
        } finally {
            lock.readLock().unlock();
        }
    }

    private Selection select(Event event) {
        List<Audience> audiences = Audience.admitting(event);
        lock.readLock().lock();
        try {
            List<Bucket> buckets = types.matching(event.type());
            Selection selection = Selection.of(buckets.size());
            buckets.forEach(bucket -> bucket.collect(audiences, selection));
            return selection;
        } finally {
            lock.readLock().unlock();
        }
    }

    private void forget(@Nullable Placed old, String id) {
        if (old == null) {
            return;
        }
        states.merge(old.state(), -1, Integer::sum);
        if (old.state() == SubscriptionState.DISABLED) {
            return;
        }
        for (TypePattern pattern : old.patterns()) {
            Bucket bucket = types.bucket(pattern);
            bucket.remove(old.audience(), id);
            if (bucket.isEmpty()) {
                types.drop(pattern);
            }
        }
    }
}
