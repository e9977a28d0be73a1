package dev.carteiro.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.receiver.WebhookSignatureCheck;
import dev.carteiro.cli.subscription.SubscriptionChange;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;

/**
 * One subscription of the demo and how its receiver behaves. Immutable.
 *
 * @param id the subscription's id, and the path
 * @param about one line for people
 * @param failures how many requests of each delivery are answered with 500
 * @param receiverSecret what the receiver verifies with
 * @param subscription the document but for its target
 */
record DemoEndpoint(String id, String about, int failures, String receiverSecret, String subscription) {
    WebhookSignatureCheck check() {
        return WebhookSignatureCheck.of(receiverSecret, WebhookSignatureCheck.TOLERANCE);
    }

    SubscriptionChange change(String url) {
        try {
            ObjectNode document = (ObjectNode) StrictJson.tree(subscription.getBytes(StandardCharsets.UTF_8));
            return new SubscriptionChange(id, StrictJson.mapper().writeValueAsBytes(document.put("targetUrl", url)));
        } catch (InvalidJsonException | JsonProcessingException e) {
            throw new IllegalStateException("the demo's own subscription " + id, e);
        }
    }
}
