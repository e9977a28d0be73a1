package dev.carteiro.checker.history;

/** A record in the dead-letters topic. Immutable. */
public record Buried(String delivery, String subscription, String eventId, String reason) {
}
