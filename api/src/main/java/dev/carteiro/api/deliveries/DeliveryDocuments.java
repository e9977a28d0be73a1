package dev.carteiro.api.deliveries;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.history.AttemptEntry;
import dev.carteiro.api.history.Coverage;
import dev.carteiro.api.history.DeadLetterEntry;
import dev.carteiro.api.history.DeliveryHistory;
import dev.carteiro.api.history.DeliveryState;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Call;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.AttemptSubject;
import dev.carteiro.schemas.json.StrictJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds JSON:API documents from the delivery history. Stateless. */
public final class DeliveryDocuments {
    private DeliveryDocuments() {
    }

    /** Returns a document without data. */
    static ObjectNode document() {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        document.putObject("jsonapi").put("version", "1.1");
        return document;
    }

    /** Says since when the history is complete. */
    static ObjectNode history(Coverage coverage) {
        ObjectNode history = StrictJson.mapper().createObjectNode().put("complete", coverage.isComplete());
        put(history, "since", coverage.since());
        return history;
    }

    static ObjectNode attempt(Call call, AttemptEntry entry) {
        AttemptSubject subject = entry.attempt().subject();
        ObjectNode resource = StrictJson.mapper().createObjectNode().put("type", "attempts").put("id",
                entry.position().text());
        ObjectNode attributes = resource.putObject("attributes");
        describe(attributes, subject);
        describe(attributes, entry.attempt());
        relateDelivery(call, resource, subject);
        relate(resource, "subscription", subscriptionLink(call, subject));
        return resource;
    }

    /** Returns the document of one delivery. */
    public static ObjectNode delivery(Call call, DeliveryHistory found) {
        AttemptSubject subject = found.subject();
        ObjectNode document = document();
        document.putObject("links").put("self", deliveryLink(call, subject.delivery()));
        ObjectNode resource = document.putObject("data").put("type", "deliveries").put("id", subject.delivery());
        ObjectNode attributes = resource.putObject("attributes").put("state", found.state().code());
        switch (found.state()) {
            case DeliveryState.Waiting(Instant next) -> put(attributes, "nextAttemptAt", next);
            case DeliveryState.Dead(var reason) -> put(attributes, "reason", reason == null ? null : reason.code());
            case DeliveryState.Delivered(),DeliveryState.Cancelled(),DeliveryState.TestFailed() -> {
            }
        }
        describe(attributes, subject);
        if (found.truncated()) {
            attributes.put("attemptsCut", true);
        }
        ArrayNode attempts = attributes.putArray("attempts");
        found.attempts().forEach(entry -> describe(attempts.addObject(), entry.attempt()));
        relate(resource, "subscription", subscriptionLink(call, subject));
        document.putObject("meta").set("history", history(found.coverage()));
        return document;
    }

    /** Returns the document of a test of which no attempt is known yet. */
    public static ObjectNode underWay(Call call, String id, String subscription) {
        ObjectNode document = document();
        document.putObject("links").put("self", deliveryLink(call, id));
        ObjectNode resource = document.putObject("data").put("type", "deliveries").put("id", id);
        resource.putObject("attributes").put("state", "under-way").put("test", true).putArray("attempts");
        relate(resource, "subscription", call.link("/subscriptions/" + BaseUrl.segment(subscription)));
        return document;
    }

    static ObjectNode deadLetter(Call call, DeadLetterEntry deadLetter) {
        ObjectNode resource = StrictJson.mapper().createObjectNode().put("type", "dead-letters").put("id",
                deadLetter.position().text());
        ObjectNode attributes = resource.putObject("attributes");
        describe(attributes, deadLetter.subject());
        attributes.put("attempts", deadLetter.attempts()).put("reason", deadLetter.reason().code()).put("detail",
                deadLetter.detail());
        if (deadLetter.lastStatus() != null) {
            attributes.put("lastStatus", deadLetter.lastStatus());
        }
        put(attributes, "lastResponse", deadLetter.lastResponse());
        put(attributes, "diedAt", deadLetter.diedAt());
        relateDelivery(call, resource, deadLetter.subject());
        relate(resource, "subscription", subscriptionLink(call, deadLetter.subject()));
        return resource;
    }

    private static void describe(ObjectNode attributes, AttemptSubject subject) {
        attributes.put("event", subject.event()).put("eventId", subject.eventId()).put("source", subject.source());
        put(attributes, "tenant", subject.tenant());
        attributes.put("test", subject.test());
    }

    private static void describe(ObjectNode attributes, AttemptRecord attempt) {
        attributes.put("attempt", attempt.attempt()).put("outcome", attempt.outcome().code());
        put(attributes, "reason", attempt.reason() == null ? null : attempt.reason().code());
        if (attempt.status() != null) {
            attributes.put("status", attempt.status());
        }
        put(attributes, "error", attempt.error());
        put(attributes, "detail", attempt.detail());
        put(attributes, "startedAt", attempt.startedAt());
        attributes.put("durationMs", attempt.duration().toMillis());
        put(attributes, "nextAttemptAt", attempt.nextAttempt());
        put(attributes, "response", attempt.response());
    }

    /** Relates the delivery. Its id is here only, because attributes and relationships share one namespace. */
    private static void relateDelivery(Call call, ObjectNode resource, AttemptSubject subject) {
        relate(resource, "delivery", deliveryLink(call, subject.delivery()));
        resource.withObject("/relationships/delivery").putObject("data").put("type", "deliveries").put("id",
                subject.delivery());
    }

    private static void relate(ObjectNode resource, String name, String link) {
        resource.withObject("/relationships").putObject(name).putObject("links").put("related", link);
    }

    private static String deliveryLink(Call call, String id) {
        return call.link("/deliveries/" + BaseUrl.segment(id));
    }

    private static String subscriptionLink(Call call, AttemptSubject subject) {
        return call.link("/subscriptions/" + BaseUrl.segment(subject.subscription()));
    }

    private static void put(ObjectNode object, String name, @Nullable Object value) {
        if (value != null) {
            object.put(name, value.toString());
        }
    }
}
