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
 * Finds the conditions of subscriptions that one event does not meet. The work is bounded by a number of steps for all
 * filters together. Not thread-safe.
 */
public final class MismatchFinder {
    private static final int SHOWN = 6;

    private final Event event;
    private final StepBudget budget;
    private @Nullable JsonNode document;
    private @Nullable FilterDocument filterDocument;

    /** @param steps see {@link StepBudget} */
    public MismatchFinder(Event event, long steps) {
        this.event = event;
        this.budget = new StepBudget(steps);
    }

    /** All of them; none where the event reaches the subscription. */
    public List<Mismatch> find(Subscription subscription) {
        List<Mismatch> found = new ArrayList<>();
        if (subscription.state() == SubscriptionState.DISABLED) {
            found.add(new Mismatch("state", "the subscription is disabled; wanted is active or paused"));
        }
        if (subscription.events().stream().noneMatch(pattern -> pattern.matches(event.type()))) {
            found.add(new Mismatch("events", "the event's type is " + event.type() + "; wanted is "
                    + patterns(subscription.events())));
        }
        if (!subscription.admitsTenant(event.tenant())) {
            found.add(new Mismatch("tenant", label(event.tenant(), "tenant") + "; wanted is "
                    + (subscription.tenant() == null ? "an event without one" : subscription.tenant())));
        }
        if (!subscription.admits(event.context(), subscription.tenant())) {
            found.add(new Mismatch("context",
                    label(event.context(), "context") + "; wanted is " + subscription.context()));
        }
        addContents(subscription, found);
        return found;
    }

    private void addContents(Subscription subscription, List<Mismatch> found) {
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
            found.add(new Mismatch("filter", "it costs too many steps for this event to be explained"));
        } catch (InvalidJsonException e) {
            found.add(new Mismatch("filter", "the event's document cannot be read: " + e.getMessage()));
        }
    }

    private static String patterns(List<TypePattern> patterns) {
        String shown = String.join(" or ", patterns.stream().limit(SHOWN).map(TypePattern::text).toList());
        return patterns.size() > SHOWN ? shown + " or " + (patterns.size() - SHOWN) + " others" : shown;
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
