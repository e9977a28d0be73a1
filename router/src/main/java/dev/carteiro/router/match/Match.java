package dev.carteiro.router.match;

/**
 * A subscription that an event reaches. Immutable.
 *
 * @param subscription subscription id
 * @param version offset in the applied topic of the subscription version that matched
 */
public record Match(String subscription, long version) {
}
