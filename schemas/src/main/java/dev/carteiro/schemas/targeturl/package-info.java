/**
 * Where Carteiro may connect and what a subscriber may send there: the rules, without any input or output.
 *
 * <p>A subscriber chooses the URL that Carteiro calls, from inside the operator's network. Without rules that is a
 * way to reach what only insiders can reach: cloud metadata, the broker, the neighbour's admin page. So a target is
 * judged three times. {@link dev.carteiro.schemas.targeturl.TargetUrl} reads the URL when a subscription is accepted,
 * {@link dev.carteiro.schemas.targeturl.HostNameRules} judges a name before it is resolved, and
 * {@link dev.carteiro.schemas.targeturl.AddressRules} judges the address that is really dialled. The last one is the
 * wall; the first two exist so that a mistake is explained to its author at once. Nothing here resolves a name: the
 * classes that do, and the one HTTP client that may be used, are in the runtime module.
 *
 * <p>{@link dev.carteiro.schemas.targeturl.HeaderRules} keeps a subscriber's headers from forging Carteiro's own or
 * from splitting a request.
 */
@NullMarked
package dev.carteiro.schemas.targeturl;

import org.jspecify.annotations.NullMarked;
