package dev.carteiro.checker.history;

/** A record in the deliveries topic. Immutable. */
public record Routed(String delivery, String subscription, String eventId) {
}
