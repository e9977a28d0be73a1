package dev.carteiro.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.receiver.WebhookSignatureCheck;
import dev.carteiro.cli.subscription.SubscriptionChange;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;

/**
 * One subscription of the demo, and the behaviour of its receiver. Immutable.
 *
 * @param id the subscription's id, and the path
 * @param summary one line for the reader
 * @param failures the number of requests of each delivery that get a 500
 * @param receiverSecret the secret that the receiver verifies with
 * @param subscription the document without its target
 */
record DemoEndpoint(String id, String summary, int failures, String receiverSecret, String subscription) {
    WebhookSignatureCheck check() {
        return WebhookSignatureCheck.of(receiverSecret, WebhookSignatureCheck.TOLERANCE);
    }

    SubscriptionChange change(String url) {
        try {
            ObjectNode document = (ObjectNode) StrictJson.tree(subscription.getBytes(StandardCharsets.UTF_8));
            return new SubscriptionChange(id, StrictJson.mapper().writeValueAsBytes(document.put("targetUrl", url)));
        } catch (InvalidJsonException | JsonProcessingException e) {
            throw new IllegalStateException("invalid demo subscription " + id, e);
        }
    }
}
