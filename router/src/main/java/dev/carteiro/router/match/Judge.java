package dev.carteiro.router.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDocument;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.subscription.StatusChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second step: judges one event's selection, and keeps each subscription once however many of its patterns match.
 * The event's document is parsed when the first filter asks for it, so never for most events. One use by one thread.
 */
final class Judge {
    private final Event event;
    private final Set<Match> found = new LinkedHashSet<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private @Nullable JsonNode document;

    Judge(Event event) {
        this.event = event;
    }

    Matches judge(Selection selection) {
        try {
            for (Candidate candidate : selection.unfiltered()) {
                if (candidate.statusChange() == null) {
                    found.add(candidate.match());
                } else {
                    passed(candidate, document());
                }
            }
            for (FilterChunk chunk : selection.filtered()) {
                chunk.evaluate(document(), this);
            }
        } catch (InvalidJson e) {
            unreadable(selection, e.getMessage());
        }
        return new Matches(new ArrayList<>(found), failed);
    }

    /** A candidate whose content filter, if any, has passed. */
    void passed(Candidate candidate, JsonNode whole) {
        StatusChange change = candidate.statusChange();
        if (change == null || change.matches(whole.path("data"))) {
            found.add(candidate.match());
        }
    }

    void failed(Candidate candidate, String why) {
        failed.put(candidate.id(), why);
    }

    private JsonNode document() throws InvalidJson {
        JsonNode known = document;
        if (known == null) {
            known = EventDocument.of(event);
            document = known;
        }
        return known;
    }

    /** Decoding checks the structure; a tree has limits of its own, such as a number of a thousand digits. */
    private void unreadable(Selection selection, String why) {
        for (Candidate candidate : selection.unfiltered()) {
            if (candidate.statusChange() == null) {
                found.add(candidate.match());
            } else {
                failed(candidate, why);
            }
        }
        selection.filtered().forEach(chunk -> chunk.candidates().forEach(candidate -> failed(candidate, why)));
    }
}
