package dev.carteiro.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a subscription by which lists are filtered and sorted. Immutable.
 *
 * @param events event types as written, also if there is only one
 */
public record SubscriptionLabels(@Nullable String name, @Nullable String context, @Nullable String tenant, String state,
        List<String> events) {
    public SubscriptionLabels {
        events = List.copyOf(events);
    }

    /**
     * Reads the labels of a subscription.
     *
     * @param document a valid subscription
     */
    static SubscriptionLabels of(JsonNode document) {
        List<String> events = new ArrayList<>(JsonValues.texts(document.path("events")));
        String event = text(document, "event");
        if (event != null) {
            events.add(event);
        }
        return new SubscriptionLabels(text(document, "name"), text(document, "context"), text(document, "tenant"),
                JsonValues.text(document.path("state"), "active"), events);
    }

    private static @Nullable String text(JsonNode document, String name) {
        return document.path(name).textValue();
    }
}
