package dev.carteiro.checker.history;

/**
 * A record in the deliveries topic. Immutable.
 *
 * @param again whether a dispatcher wrote it, out of the held topic or of the dead letters, and not a router
 */
public record RecordedDelivery(String delivery, String subscription, String eventId, boolean again) {
}
