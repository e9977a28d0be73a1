package dev.carteiro.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.receiver.SignatureCheck;
import dev.carteiro.cli.subscription.Change;
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
record Endpoint(String id, String about, int failures, String receiverSecret, String subscription) {
    SignatureCheck check() {
        return SignatureCheck.of(receiverSecret, SignatureCheck.TOLERANCE);
    }

    Change change(String url) {
        try {
            ObjectNode document = (ObjectNode) StrictJson.tree(subscription.getBytes(StandardCharsets.UTF_8));
            return new Change(id, StrictJson.mapper().writeValueAsBytes(document.put("targetUrl", url)));
        } catch (InvalidJsonException | JsonProcessingException e) {
            throw new IllegalStateException("the demo's own subscription " + id, e);
        }
    }
}
