package dev.carteiro.router.match;

/**
 * A subscription that an event reaches. Immutable.
 *
 * @param subscription its id
 * @param version offset in the applied topic of the version that matched
 */
public record Match(String subscription, long version) {
}
