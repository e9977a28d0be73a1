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
 * Evaluates the content filters of one event within {@link #MAX_STEPS_PER_EVENT} for all of them together.
 *
 * <p>Steps are shared fairly, whatever the order of the filters: each gets an equal share first; what the frugal ones leave
 * is shared again among those that need more, as long as that gives them at least twice as much as before. So a costly
 * filter can only use up what others do not need, and the outcome follows from the event and the set of filters alone:
 * it is the same on every machine. One use by one thread.
 */
final class FilterScheduler {
    /**
     * Steps for one event. Measured: a step takes 5 to 60 ns, so that an event is matched within 250 ms even on a machine
     * that is twice as slow.
     */
    static final long MAX_STEPS_PER_EVENT = 2_000_000;

    /** Steps for one filter, however few there are: a list of 10,000 objects and a filter over five of their fields. */
    static final long MAX_STEPS_PER_FILTER = 200_000;

    /** What a filter gets in any case; most take fewer than 20. */
    static final long MIN_STEPS_PER_FILTER = 64;

    private final CostlyFilters costly;
    private final Map<String, String> failed;
    private final List<Match> switchedOff = new ArrayList<>();

    /** @param failed gets, by subscription, why a filter could not be evaluated */
    FilterScheduler(CostlyFilters costly, Map<String, String> failed) {
        this.costly = costly;
        this.failed = failed;
    }

    /** Returns the subscriptions that this event has switched off. */
    List<Match> switchedOff() {
        return switchedOff;
    }

    /** Judges each candidate once, and returns those whose filter passes. */
    List<MatchCandidate> passing(Collection<MatchCandidate> candidates, FilterDocument event) {
        List<MatchCandidate> passing = new ArrayList<>();
        Collection<MatchCandidate> undecided = costly.withoutSwitchedOff(candidates);
        long left = MAX_STEPS_PER_EVENT;
        long former = 0;
        while (!undecided.isEmpty()) {
            long share = Math.clamp(left / undecided.size(), MIN_STEPS_PER_FILTER, MAX_STEPS_PER_FILTER);
            if (share < 2 * former || former == MAX_STEPS_PER_FILTER) {
                for (MatchCandidate candidate : undecided) {
                    failed.put(candidate.id(), "costs more than " + former + " steps for this event");
                    if (costly.failed(candidate.match())) {
                        switchedOff.add(candidate.match());
                    }
                }
                return passing;
            }
            List<MatchCandidate> more = new ArrayList<>();
            for (MatchCandidate candidate : undecided) {
                StepBudget budget = new StepBudget(share);
                try {
                    if (passes(candidate, event, budget)) {
                        passing.add(candidate);
                    }
                    costly.judged(candidate.match());
                } catch (StepsExceededException e) {
                    more.add(candidate);
                }
                left -= share - budget.left();
            }
            undecided = more;
            former = share;
        }
        return passing;
    }

    private boolean passes(MatchCandidate candidate, FilterDocument event, StepBudget budget)
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
