package dev.carteiro.router.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Switches a subscription off whose filter has cost too much {@link #MAX_FAILURES} times without an event in between for
 * which it could be judged. It stays off until another version of it is applied, or this process starts again. Safe for any
 * thread.
 */
final class CostlyFilters {
    static final int MAX_FAILURES = 20;

    /** Empty in nearly every process, so that looking costs nothing. */
    private final Map<String, FailureCount> failures;
    private final boolean isCounting;

    CostlyFilters() {
        this(new ConcurrentHashMap<>(), true);
    }

    private CostlyFilters(Map<String, FailureCount> failures, boolean isCounting) {
        this.failures = failures;
        this.isCounting = isCounting;
    }

    /** Returns the same for an event that has been counted before. */
    CostlyFilters withoutCounting() {
        return new CostlyFilters(failures, false);
    }

    /** How often in a row one version failed. */
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
        List<MatchCandidate> on = new ArrayList<>(candidates.size());
        for (MatchCandidate candidate : candidates) {
            FailureCount known = failures.get(candidate.id());
            if (known == null || !known.isOff() || known.version() != candidate.match().version()) {
                on.add(candidate);
            }
        }
        return on;
    }

    /** @return whether this failure has switched the subscription off */
    boolean failed(Match match) {
        if (!isCounting) {
            return false;
        }
        FailureCount now = failures.merge(match.subscription(), new FailureCount(match.version(), 1),
                (known, first) -> known.version() == match.version()
                        ? new FailureCount(match.version(), known.count() + 1)
                        : first);
        return now.count() == MAX_FAILURES;
    }

    /** The filter was judged within its budget. */
    void judged(Match match) {
        if (isCounting && !failures.isEmpty()) {
            failures.computeIfPresent(match.subscription(), (id, known) -> known.isOff() ? known : null);
        }
    }

    /** The subscription was replaced or deleted. */
    void forget(String subscription) {
        failures.remove(subscription);
    }

    int switchedOff() {
        return (int) failures.values().stream().filter(FailureCount::isOff).count();
    }
}
