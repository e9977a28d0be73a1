/**
 * The subscriptions as the API sees them: the applied versions, overlaid with newer writes. A write that was
 * acknowledged through any instance is visible to every later read through any other.
 * {@code docs/adr/0012-the-api-reads-both-subscription-topics.md} has the rules, and explains why two topics are
 * needed.
 *
 * <pre>
 *   subscriptions          --follower-->  Merge  --> Directory (sorted, indexed)  --> one, list
 *   subscriptions.applied  --follower-->    ^
 *                                           +-- waits for the end that the first topic had when the read began
 * </pre>
 */
@NullMarked
package dev.carteiro.api.registry;

import org.jspecify.annotations.NullMarked;
