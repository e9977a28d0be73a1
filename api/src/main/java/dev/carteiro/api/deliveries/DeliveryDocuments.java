package dev.carteiro.api.deliveries;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.history.Coverage;
import dev.carteiro.api.history.DeliveryState;
import dev.carteiro.api.history.DeadLetterEntry;
import dev.carteiro.api.history.DeliveryHistory;
import dev.carteiro.api.history.AttemptEntry;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Call;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.AttemptSubject;
import dev.carteiro.schemas.json.StrictJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** JSON:API resources of what is in the history. Stateless. */
public final class DeliveryDocuments {
    private DeliveryDocuments() {
    }

    /** A document without data, to be filled. */
    static ObjectNode document() {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        document.putObject("jsonapi").put("version", "1.1");
        return document;
    }

    /** From when on nothing is missing. */
    static ObjectNode history(Coverage coverage) {
        ObjectNode history = StrictJson.mapper().createObjectNode().put("complete", coverage.isWhole());
        put(history, "since", coverage.since());
        return history;
    }

    static ObjectNode attempt(Call call, AttemptEntry told) {
        AttemptSubject subject = told.attempt().subject();
        ObjectNode resource = StrictJson.mapper().createObjectNode().put("type", "attempts").put("id",
                told.position().text());
        ObjectNode attributes = resource.putObject("attributes");
        describe(attributes, subject);
        describe(attributes, told.attempt());
        relateDelivery(call, resource, subject);
        relate(resource, "subscription", subscription(call, subject));
        return resource;
    }

    /** The whole document of one delivery. */
    public static ObjectNode story(Call call, DeliveryHistory story) {
        AttemptSubject subject = story.subject();
        ObjectNode document = document();
        document.putObject("links").put("self", delivery(call, subject.delivery()));
        ObjectNode resource = document.putObject("data").put("type", "deliveries").put("id", subject.delivery());
        ObjectNode attributes = resource.putObject("attributes").put("state", story.state().code());
        switch (story.state()) {
            case DeliveryState.Waiting(Instant next) -> put(attributes, "nextAttemptAt", next);
            case DeliveryState.Dead(var reason) -> put(attributes, "reason", reason == null ? null : reason.code());
            case DeliveryState.Delivered(),DeliveryState.Cancelled(),DeliveryState.TestFailed() -> {
            }
        }
        describe(attributes, subject);
        if (story.cut()) {
            attributes.put("attemptsCut", true);
        }
        ArrayNode attempts = attributes.putArray("attempts");
        story.attempts().forEach(told -> describe(attempts.addObject(), told.attempt()));
        relate(resource, "subscription", subscription(call, subject));
        document.putObject("meta").set("history", history(story.coverage()));
        return document;
    }

    /** Of a delivery that nothing is known of yet. */
    public static ObjectNode underWay(Call call, String id, String subscription) {
        ObjectNode document = document();
        document.putObject("links").put("self", delivery(call, id));
        ObjectNode resource = document.putObject("data").put("type", "deliveries").put("id", id);
        resource.putObject("attributes").put("state", "under-way").put("test", true).putArray("attempts");
        relate(resource, "subscription", call.link("/subscriptions/" + BaseUrl.segment(subscription)));
        return document;
    }

    static ObjectNode letter(Call call, DeadLetterEntry letter) {
        ObjectNode resource = StrictJson.mapper().createObjectNode().put("type", "dead-letters").put("id",
                letter.position().text());
        ObjectNode attributes = resource.putObject("attributes");
        describe(attributes, letter.subject());
        attributes.put("attempts", letter.attempts()).put("reason", letter.reason().code()).put("detail",
                letter.detail());
        if (letter.lastStatus() != null) {
            attributes.put("lastStatus", letter.lastStatus());
        }
        put(attributes, "lastResponse", letter.lastResponse());
        put(attributes, "diedAt", letter.diedAt());
        relateDelivery(call, resource, letter.subject());
        relate(resource, "subscription", subscription(call, letter.subject()));
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

    /** Attributes and relationships share one namespace, so the id stands here only. */
    private static void relateDelivery(Call call, ObjectNode resource, AttemptSubject subject) {
        relate(resource, "delivery", delivery(call, subject.delivery()));
        resource.withObject("/relationships/delivery").putObject("data").put("type", "deliveries").put("id",
                subject.delivery());
    }

    private static void relate(ObjectNode resource, String name, String link) {
        resource.withObject("/relationships").putObject(name).putObject("links").put("related", link);
    }

    private static String delivery(Call call, String id) {
        return call.link("/deliveries/" + BaseUrl.segment(id));
    }

    private static String subscription(Call call, AttemptSubject subject) {
        return call.link("/subscriptions/" + BaseUrl.segment(subject.subscription()));
    }

    private static void put(ObjectNode object, String name, @Nullable Object value) {
        if (value != null) {
            object.put(name, value.toString());
        }
    }
}
