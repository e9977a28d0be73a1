package dev.carteiro.router.match;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of an event in the index. Immutable.
 *
 * @param found the subscriptions it reaches, each once
 * @param switchedOff those of the failed that have cost too much for the last time, until they are written again
 * @param failed subscriptions whose filter could not be evaluated for it, and why; it is unknown whether it reaches them
 */
public record MatchResult(List<Match> found, Map<String, String> failed, List<Match> switchedOff) {
    static final MatchResult NONE = new MatchResult(List.of(), Map.of(), List.of());

    private static final int SHOWN = 5;

    public MatchResult {
        found = List.copyOf(found);
        failed = Map.copyOf(failed);
        switchedOff = List.copyOf(switchedOff);
    }

    /** The failures in one bounded line. */
    public String failures() {
        StringBuilder line = new StringBuilder("the filter of ").append(failed.size())
                .append(failed.size() == 1 ? " subscription" : " subscriptions").append(" failed: ");
        String shown = String.join("; ", new TreeMap<>(failed).entrySet().stream().limit(SHOWN)
                .map(failure -> failure.getKey() + ": " + failure.getValue()).toList());
        return line.append(shown).append(failed.size() > SHOWN ? "; ..." : "").toString();
    }
}
