package dev.carteiro.router.match;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Result of matching an event. Immutable.
 *
 * @param found subscriptions that the event reaches, each once
 * @param failed reasons by subscription whose filter could not be evaluated, so that it is unknown whether the event
 *     reaches it
 * @param switchedOff failed subscriptions that are switched off from now on, until they are written again
 */
public record MatchResult(List<Match> found, Map<String, String> failed, List<Match> switchedOff) {
    static final MatchResult NONE = new MatchResult(List.of(), Map.of(), List.of());

    private static final int MAX_FAILURES_SHOWN = 5;

    public MatchResult {
        found = List.copyOf(found);
        failed = Map.copyOf(failed);
        switchedOff = List.copyOf(switchedOff);
    }

    /** Returns a description of the failures in one line of bounded length. */
    public String describeFailures() {
        StringBuilder line = new StringBuilder("the filter of ").append(failed.size())
                .append(failed.size() == 1 ? " subscription" : " subscriptions").append(" failed: ");
        String shown = String.join("; ", new TreeMap<>(failed).entrySet().stream().limit(MAX_FAILURES_SHOWN)
                .map(failure -> failure.getKey() + ": " + failure.getValue()).toList());
        return line.append(shown).append(failed.size() > MAX_FAILURES_SHOWN ? "; ..." : "").toString();
    }
}
