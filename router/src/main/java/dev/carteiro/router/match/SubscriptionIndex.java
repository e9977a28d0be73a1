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
 * Index of all applied subscriptions for matching. Thread-safe: the global thread writes, stream threads read.
 *
 * <p>A read lock covers only the selection of candidates, and a write lock covers one whole update. So an event sees
 * either the old or the new version of a subscription, consistently for all its patterns. Filters are evaluated outside
 * of the lock on the selected candidates, which are immutable.
 *
 * <p>Patterns are separated by tenant and context, so that the cost for one tenant does not grow with the patterns of
 * others.
 *
 * <p>A paused subscription matches, because the dispatcher holds its deliveries. A disabled one does not.
 */
public final class SubscriptionIndex {
    /** Number of consecutive failures after which a subscription is switched off because of its costly filter. */
    public static final int MAX_FAILURES = CostlyFilters.MAX_FAILURES;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<TenantContext, TypeIndex> types = new HashMap<>();
    private final CostlyFilters costly = new CostlyFilters();
    private final Map<String, Placement> placements = new HashMap<>();
    private final Map<SubscriptionState, Integer> states = new EnumMap<>(SubscriptionState.class);

    /** Location of a subscription in the index. */
    private record Placement(SubscriptionState state, List<TypePattern> patterns, TenantContext audience) {
    }

    /**
     * Adds a subscription, or replaces the one with the same id.
     *
     * @param version offset of this version in the applied topic
     */
    public void put(Subscription subscription, long version) {
        Placement placement = new Placement(subscription.state(), subscription.events().stream().distinct().toList(),
                TenantContext.of(subscription));
        lock.writeLock().lock();
        try {
            removePlacement(placements.put(subscription.id(), placement), subscription.id());
            states.merge(placement.state(), 1, Integer::sum);
            if (placement.state() != SubscriptionState.DISABLED) {
                MatchCandidate candidate = MatchCandidate.of(subscription, version);
                TypeIndex index = types.computeIfAbsent(placement.audience(), key -> new TypeIndex());
                placement.patterns().forEach(pattern -> index.group(pattern).add(candidate));
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    public void remove(String id) {
        lock.writeLock().lock();
        try {
            removePlacement(placements.remove(id), id);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Returns the subscriptions that an event reaches. Never throws because of the content of an event or a filter. */
    public MatchResult match(Event event) {
        return match(event, costly);
    }

    /** Matches an event that was matched before, without counting the failures of costly filters again. */
    public MatchResult matchAgain(Event event) {
        return match(event, costly.withoutCounting());
    }

    private MatchResult match(Event event, CostlyFilters costly) {
        CandidateSelection selection = select(event);
        return selection.unfiltered().isEmpty() && selection.filtered().isEmpty()
                ? MatchResult.NONE
                : new CandidateEvaluator(event, selection, costly).evaluate();
    }

    /** Returns the number of subscriptions in this state. */
    public int count(SubscriptionState state) {
        lock.readLock().lock();
        try {
            return states.getOrDefault(state, 0);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Returns the number of subscriptions that this process has switched off because of their costly filters. */
    public int countSwitchedOff() {
        return costly.countSwitchedOff();
    }

    private CandidateSelection select(Event event) {
        List<PatternGroup> groups = new ArrayList<>();
        lock.readLock().lock();
        try {
            for (TenantContext key : TenantContext.admitting(event)) {
                TypeIndex index = types.get(key);
                if (index != null) {
                    groups.addAll(index.matching(event.type()));
                }
            }
            CandidateSelection selection = CandidateSelection.of(groups.size());
            groups.forEach(group -> group.collect(selection));
            return selection;
        } finally {
            lock.readLock().unlock();
        }
    }

    private void removePlacement(@Nullable Placement old, String id) {
        if (old == null) {
            return;
        }
        costly.forget(id);
        states.merge(old.state(), -1, Integer::sum);
        TypeIndex index = types.get(old.audience());
        if (old.state() == SubscriptionState.DISABLED || index == null) {
            return;
        }
        for (TypePattern pattern : old.patterns()) {
            PatternGroup group = index.group(pattern);
            group.remove(id);
            if (group.isEmpty()) {
                index.remove(pattern);
            }
        }
        if (index.isEmpty()) {
            types.remove(old.audience());
        }
    }
}
