package dev.carteiro.router.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Switches off subscriptions whose filter exceeded its step budget for {@link #MAX_FAILURES} events in a row.
 * Thread-safe. A subscription remains switched off until another version is applied, or this process restarts.
 */
final class CostlyFilters {
    static final int MAX_FAILURES = 20;

    /** Empty in nearly every process, so that a lookup is cheap. */
    private final Map<String, FailureCount> failures;
    private final boolean isCounting;

    CostlyFilters() {
        this(new ConcurrentHashMap<>(), true);
    }

    private CostlyFilters(Map<String, FailureCount> failures, boolean isCounting) {
        this.failures = failures;
        this.isCounting = isCounting;
    }

    /** Returns a view for an event that has been counted before. */
    CostlyFilters withoutCounting() {
        return new CostlyFilters(failures, false);
    }

    /** Number of consecutive failures of one subscription version. */
    private record FailureCount(long version, int count) {
        boolean isOff() {
            return count >= MAX_FAILURES;
        }
    }

    /** Returns the candidates that are not switched off. */
    Collection<MatchCandidate> withoutSwitchedOff(Collection<MatchCandidate> candidates) {
        if (failures.isEmpty()) {
            return candidates;
        }
        List<MatchCandidate> active = new ArrayList<>(candidates.size());
        for (MatchCandidate candidate : candidates) {
            FailureCount known = failures.get(candidate.id());
            if (known == null || !known.isOff() || known.version() != candidate.match().version()) {
                active.add(candidate);
            }
        }
        return active;
    }

    /** Records a failure; returns whether it has switched off the subscription. */
    boolean recordFailure(Match match) {
        if (!isCounting) {
            return false;
        }
        FailureCount now = failures.merge(match.subscription(), new FailureCount(match.version(), 1),
                (known, first) -> known.version() == match.version()
                        ? new FailureCount(match.version(), known.count() + 1)
                        : first);
        return now.count() == MAX_FAILURES;
    }

    /** Records that the filter was evaluated within its budget. */
    void recordSuccess(Match match) {
        if (isCounting && !failures.isEmpty()) {
            failures.computeIfPresent(match.subscription(), (id, known) -> known.isOff() ? known : null);
        }
    }

    /** Removes a subscription that was replaced or deleted. */
    void forget(String subscription) {
        failures.remove(subscription);
    }

    int countSwitchedOff() {
        return (int) failures.values().stream().filter(FailureCount::isOff).count();
    }
}
