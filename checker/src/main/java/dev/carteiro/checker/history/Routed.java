package dev.carteiro.checker.history;

/**
 * A record in the deliveries topic. Immutable.
 *
 * @param released whether a dispatcher wrote it, out of the held topic, and not a router
 */
public record Routed(String delivery, String subscription, String eventId, boolean released) {
}
