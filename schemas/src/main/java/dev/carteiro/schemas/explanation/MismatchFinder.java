package dev.carteiro.schemas.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDocument;
import dev.carteiro.schemas.filter.ContentFilter;
import dev.carteiro.schemas.filter.FilterDocument;
import dev.carteiro.schemas.filter.StepBudget;
import dev.carteiro.schemas.filter.StepsExceededException;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.StatusChange;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionState;
import dev.carteiro.schemas.subscription.TypePattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the conditions of subscriptions that one event does not satisfy. Not thread-safe. One step budget bounds the
 * work of all filters together.
 */
public final class MismatchFinder {
    private static final int MAX_PATTERNS_SHOWN = 6;

    private final Event event;
    private final StepBudget budget;
    private @Nullable JsonNode document;
    private @Nullable FilterDocument filterDocument;

    /** @param steps step budget, see {@link StepBudget} */
    public MismatchFinder(Event event, long steps) {
        this.event = event;
        this.budget = new StepBudget(steps);
    }

    /** Returns all mismatches; none if the event reaches the subscription. */
    public List<Mismatch> find(Subscription subscription) {
        List<Mismatch> found = new ArrayList<>();
        if (subscription.state() == SubscriptionState.DISABLED) {
            found.add(new Mismatch("state", "the subscription is disabled; expected active or paused"));
        }
        if (subscription.events().stream().noneMatch(pattern -> pattern.matches(event.type()))) {
            found.add(new Mismatch("events",
                    "the event's type is " + event.type() + "; expected " + patterns(subscription.events())));
        }
        if (!subscription.admitsTenant(event.tenant())) {
            found.add(new Mismatch("tenant", label(event.tenant(), "tenant") + "; expected "
                    + (subscription.tenant() == null ? "an event without one" : subscription.tenant())));
        }
        if (!subscription.admits(event.context(), subscription.tenant())) {
            found.add(new Mismatch("context",
                    label(event.context(), "context") + "; expected " + subscription.context()));
        }
        addContentMismatches(subscription, found);
        return found;
    }

    private void addContentMismatches(Subscription subscription, List<Mismatch> found) {
        ContentFilter filter = subscription.filter();
        StatusChange change = subscription.statusChange();
        if (filter == null && change == null) {
            return;
        }
        try {
            JsonNode whole = document();
            if (filter != null) {
                filter.mismatches(filterDocument(whole), budget)
                        .forEach(one -> found.add(new Mismatch("filter", one.toString())));
            }
            if (change != null && !change.matches(whole.path("data"))) {
                found.add(new Mismatch("statusChange", change.mismatch(whole.path("data"))));
            }
        } catch (StepsExceededException e) {
            found.add(new Mismatch("filter", "cannot be explained: it takes too many steps for this event"));
        } catch (InvalidJsonException e) {
            found.add(new Mismatch("filter", "the event's document cannot be read: " + e.getMessage()));
        }
    }

    private static String patterns(List<TypePattern> patterns) {
        String shown = String.join(" or ", patterns.stream().limit(MAX_PATTERNS_SHOWN).map(TypePattern::text).toList());
        return patterns.size() > MAX_PATTERNS_SHOWN
                ? shown + " or " + (patterns.size() - MAX_PATTERNS_SHOWN) + " others"
                : shown;
    }

    private static String label(@Nullable String value, String name) {
        return value == null ? "the event has no " + name : "the event's " + name + " is " + value;
    }

    private JsonNode document() throws InvalidJsonException {
        JsonNode known = document;
        if (known == null) {
            known = EventDocument.of(event);
            document = known;
        }
        return known;
    }

    private FilterDocument filterDocument(JsonNode whole) {
        FilterDocument known = filterDocument;
        if (known == null) {
            known = FilterDocument.of(whole);
            filterDocument = known;
        }
        return known;
    }
}
