package dev.carteiro.checker.history;

/** A record in the dead-letters topic. Immutable. */
public record RecordedDeadLetter(String delivery, String subscription, String eventId, String reason) {
}
