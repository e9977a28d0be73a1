package dev.carteiro.checker.history;

/**
 * A record in the deliveries topic. Immutable.
 *
 * @param again whether a dispatcher wrote it, from the held topic or from dead letters, instead of a router
 */
public record RecordedDelivery(String delivery, String subscription, String eventId, boolean again) {
}
