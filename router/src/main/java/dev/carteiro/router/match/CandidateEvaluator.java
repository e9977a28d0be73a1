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
 * The second step: judges one event's selection, and keeps each subscription once however many of its patterns match.
 * The event's document is parsed when the first filter asks for it, so never for most events. One use by one thread.
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

    MatchResult judge() {
        List<Match> switchedOff = List.of();
        try {
            for (MatchCandidate candidate : selection.unfiltered()) {
                if (candidate.statusChange() == null) {
                    found.add(candidate.match());
                } else {
                    passed(candidate, document());
                }
            }
            if (!selection.filtered().isEmpty()) {
                JsonNode whole = document();
                FilterScheduler rounds = new FilterScheduler(costly, failed);
                rounds.passing(distinct(selection.filtered()), FilterDocument.of(whole))
                        .forEach(candidate -> passed(candidate, whole));
                switchedOff = rounds.switchedOff();
            }
        } catch (InvalidJsonException e) {
            unreadable(e.getMessage());
        }
        return new MatchResult(List.copyOf(found), failed, switchedOff);
    }

    private Collection<MatchCandidate> distinct(List<MatchCandidate> candidates) {
        if (!selection.mayRepeat()) {
            return candidates;
        }
        Map<String, MatchCandidate> once = new LinkedHashMap<>();
        candidates.forEach(candidate -> once.put(candidate.id(), candidate));
        return once.values();
    }

    /** A candidate whose content filter, if any, has passed. */
    private void passed(MatchCandidate candidate, JsonNode whole) {
        StatusChange change = candidate.statusChange();
        if (change == null || change.matches(whole.path("data"))) {
            found.add(candidate.match());
        }
    }

    private void failed(MatchCandidate candidate, String why) {
        failed.put(candidate.id(), why);
    }

    private JsonNode document() throws InvalidJsonException {
        JsonNode known = document;
        if (known == null) {
            known = EventDocument.of(event);
            document = known;
        }
        return known;
    }

    /** Not what a router has decoded, but what something else may have written to the fan-out topic. */
    private void unreadable(String why) {
        found.clear(); // of those without a filter, some were found before the document was asked for
        for (MatchCandidate candidate : selection.unfiltered()) {
            if (candidate.statusChange() == null) {
                found.add(candidate.match());
            } else {
                failed(candidate, why);
            }
        }
        selection.filtered().forEach(candidate -> failed(candidate, why));
    }
}
