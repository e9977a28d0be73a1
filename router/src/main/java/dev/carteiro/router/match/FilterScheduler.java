package dev.carteiro.router.match;

import dev.carteiro.schemas.filter.ContentFilter;
import dev.carteiro.schemas.filter.FilterDocument;
import dev.carteiro.schemas.filter.StepBudget;
import dev.carteiro.schemas.filter.StepsExceededException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Evaluates the content filters of one event within a common budget of {@link #MAX_STEPS_PER_EVENT}. Single use, by one
 * thread.
 *
 * <p>Steps are distributed fairly, regardless of the order of the filters. In the first round, each filter gets an
 * equal share. In the next rounds, the remaining steps are distributed among the filters that need more, as long as
 * their share at least doubles. So a costly filter can only use steps that others do not need. The result depends only
 * on the event and the set of filters, and is the same on every machine.
 */
final class FilterScheduler {
    /**
     * Maximum number of steps for one event. A step takes 5 to 60 ns (measured), so that an event is matched within 250
     * ms even on a machine that is half as fast.
     */
    static final long MAX_STEPS_PER_EVENT = 2_000_000;

    /**
     * Maximum number of steps for one filter: enough for a list of 10,000 objects and a filter on five of their fields.
     */
    static final long MAX_STEPS_PER_FILTER = 200_000;

    /** Minimum number of steps for one filter; most filters need fewer than 20. */
    static final long MIN_STEPS_PER_FILTER = 64;

    private final CostlyFilters costly;
    private final Map<String, String> failed;
    private final List<Match> switchedOff = new ArrayList<>();

    /** @param failed receives, by subscription, the reasons for which filters could not be evaluated */
    FilterScheduler(CostlyFilters costly, Map<String, String> failed) {
        this.costly = costly;
        this.failed = failed;
    }

    /** Returns the subscriptions that were switched off because of this event. */
    List<Match> switchedOff() {
        return switchedOff;
    }

    /** Evaluates each candidate, and returns those whose filter matches. */
    List<MatchCandidate> matching(Collection<MatchCandidate> candidates, FilterDocument event) {
        List<MatchCandidate> matching = new ArrayList<>();
        Collection<MatchCandidate> undecided = costly.withoutSwitchedOff(candidates);
        long remaining = MAX_STEPS_PER_EVENT;
        long previousShare = 0;
        while (!undecided.isEmpty()) {
            long share = Math.clamp(remaining / undecided.size(), MIN_STEPS_PER_FILTER, MAX_STEPS_PER_FILTER);
            if (share < 2 * previousShare || previousShare == MAX_STEPS_PER_FILTER) {
                for (MatchCandidate candidate : undecided) {
                    failed.put(candidate.id(), "takes more than " + previousShare + " steps for this event");
                    if (costly.recordFailure(candidate.match())) {
                        switchedOff.add(candidate.match());
                    }
                }
                return matching;
            }
            List<MatchCandidate> unfinished = new ArrayList<>();
            for (MatchCandidate candidate : undecided) {
                StepBudget budget = new StepBudget(share);
                try {
                    if (matches(candidate, event, budget)) {
                        matching.add(candidate);
                    }
                    costly.recordSuccess(candidate.match());
                } catch (StepsExceededException e) {
                    unfinished.add(candidate);
                }
                remaining -= share - budget.left();
            }
            undecided = unfinished;
            previousShare = share;
        }
        return matching;
    }

    private boolean matches(MatchCandidate candidate, FilterDocument event, StepBudget budget)
            throws StepsExceededException {
        ContentFilter filter = candidate.filter();
        if (filter == null) {
            return true;
        }
        String fault = filter.fault();
        if (fault != null) {
            failed.put(candidate.id(), fault);
            return false;
        }
        return filter.matches(event, budget);
    }
}
