package dev.carteiro.router.match;

import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionState;
import dev.carteiro.schemas.subscription.TypePattern;
import java.util.ArrayList;
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
 * as it was before or as it is after, for all its patterns alike, and never neither. Filters are evaluated outside the
 * lock on what was selected, which is immutable.
 *
 * <p>Patterns are kept apart by audience: what one tenant's cost does not grow with those of the others.
 *
 * <p>A paused subscription matches, because its deliveries are held by the dispatcher; a disabled one does not.
 */
public final class SubscriptionIndex {
    /** Failures in a row after which a subscription is switched off for the cost of its filter. */
    public static final int MAX_FAILURES = CostlyFilters.MAX_FAILURES;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<TenantContext, TypeIndex> audiences = new HashMap<>();
    private final CostlyFilters costly = new CostlyFilters();
    private final Map<String, Placement> placed = new HashMap<>();
    private final Map<SubscriptionState, Integer> states = new EnumMap<>(SubscriptionState.class);

    /** Where a subscription was put, to find it again. */
    private record Placement(SubscriptionState state, List<TypePattern> patterns, TenantContext audience) {
    }

    /**
     * Adds a subscription or replaces the one of the same id.
     *
     * @param version offset of this version in the applied topic
     */
    public void put(Subscription subscription, long version) {
        Placement place = new Placement(subscription.state(), subscription.events().stream().distinct().toList(),
                TenantContext.of(subscription));
        lock.writeLock().lock();
        try {
            forget(placed.put(subscription.id(), place), subscription.id());
            states.merge(place.state(), 1, Integer::sum);
            if (place.state() != SubscriptionState.DISABLED) {
                MatchCandidate candidate = MatchCandidate.of(subscription, version);
                TypeIndex types = audiences.computeIfAbsent(place.audience(), audience -> new TypeIndex());
                place.patterns().forEach(pattern -> types.group(pattern).add(candidate));
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
    public MatchResult match(Event event) {
        return match(event, costly);
    }

    /** As {@link #match}, for an event that was matched before: a filter that costs too much is not held against it twice. */
    public MatchResult matchAgain(Event event) {
        return match(event, costly.withoutCounting());
    }

    private MatchResult match(Event event, CostlyFilters costly) {
        CandidateSelection selection = select(event);
        return selection.unfiltered().isEmpty() && selection.filtered().isEmpty()
                ? MatchResult.NONE
                : new CandidateEvaluator(event, selection, costly).judge();
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

    /** How many subscriptions are switched off in this process, because their filters have cost too much. */
    public int switchedOff() {
        return costly.switchedOff();
    }

    private CandidateSelection select(Event event) {
        List<PatternGroup> groups = new ArrayList<>();
        lock.readLock().lock();
        try {
            for (TenantContext audience : TenantContext.admitting(event)) {
                TypeIndex types = audiences.get(audience);
                if (types != null) {
                    groups.addAll(types.matching(event.type()));
                }
            }
            CandidateSelection selection = CandidateSelection.of(groups.size());
            groups.forEach(group -> group.collect(selection));
            return selection;
        } finally {
            lock.readLock().unlock();
        }
    }

    private void forget(@Nullable Placement old, String id) {
        if (old == null) {
            return;
        }
        costly.forget(id);
        states.merge(old.state(), -1, Integer::sum);
        TypeIndex types = audiences.get(old.audience());
        if (old.state() == SubscriptionState.DISABLED || types == null) {
            return;
        }
        for (TypePattern pattern : old.patterns()) {
            PatternGroup group = types.group(pattern);
            group.remove(id);
            if (group.isEmpty()) {
                types.drop(pattern);
            }
        }
        if (types.isEmpty()) {
            audiences.remove(old.audience());
        }
    }
}
