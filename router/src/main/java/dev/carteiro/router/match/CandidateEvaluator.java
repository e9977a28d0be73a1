package dev.carteiro.router.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDocument;
import dev.carteiro.schemas.filter.FilterDocument;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.StatusChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The second step of matching: evaluates the filters of the selected candidates. Single use, by one thread. Each
 * subscription is in the result only once, regardless of how many of its patterns match. The event's document is parsed
 * only if a filter needs it, so never for most events.
 */
final class CandidateEvaluator {
    private final Event event;
    private final CandidateSelection selection;
    private final CostlyFilters costly;
    private final Collection<Match> found;
    private final Map<String, String> failed = new LinkedHashMap<>();
    private @Nullable JsonNode document;

    CandidateEvaluator(Event event, CandidateSelection selection, CostlyFilters costly) {
        this.event = event;
        this.selection = selection;
        this.costly = costly;
        found = selection.mayRepeat() ? new LinkedHashSet<>() : new ArrayList<>(selection.unfiltered().size());
    }

    MatchResult evaluate() {
        List<Match> switchedOff = List.of();
        try {
            for (MatchCandidate candidate : selection.unfiltered()) {
                if (candidate.statusChange() == null) {
                    found.add(candidate.match());
                } else {
                    addIfStatusChanged(candidate, document());
                }
            }
            if (!selection.filtered().isEmpty()) {
                JsonNode whole = document();
                FilterScheduler rounds = new FilterScheduler(costly, failed);
                rounds.matching(distinct(selection.filtered()), FilterDocument.of(whole))
                        .forEach(candidate -> addIfStatusChanged(candidate, whole));
                switchedOff = rounds.switchedOff();
            }
        } catch (InvalidJsonException e) {
            failAllFiltered(e.getMessage());
        }
        return new MatchResult(List.copyOf(found), failed, switchedOff);
    }

    private Collection<MatchCandidate> distinct(List<MatchCandidate> candidates) {
        if (!selection.mayRepeat()) {
            return candidates;
        }
        Map<String, MatchCandidate> byId = new LinkedHashMap<>();
        candidates.forEach(candidate -> byId.put(candidate.id(), candidate));
        return byId.values();
    }

    /** Adds a candidate whose content filter matches, unless its filter for status changes does not match. */
    private void addIfStatusChanged(MatchCandidate candidate, JsonNode whole) {
        StatusChange change = candidate.statusChange();
        if (change == null || change.matches(whole.path("data"))) {
            found.add(candidate.match());
        }
    }

    private void fail(MatchCandidate candidate, String reason) {
        failed.put(candidate.id(), reason);
    }

    private JsonNode document() throws InvalidJsonException {
        JsonNode known = document;
        if (known == null) {
            known = EventDocument.of(event);
            document = known;
        }
        return known;
    }

    /**
     * Handles an invalid document, which is only possible for a record that another program wrote to the fan-out topic.
     */
    private void failAllFiltered(String reason) {
        found.clear(); // some candidates without a filter were added before the document was parsed
        for (MatchCandidate candidate : selection.unfiltered()) {
            if (candidate.statusChange() == null) {
                found.add(candidate.match());
            } else {
                fail(candidate, reason);
            }
        }
        selection.filtered().forEach(candidate -> fail(candidate, reason));
    }
}
