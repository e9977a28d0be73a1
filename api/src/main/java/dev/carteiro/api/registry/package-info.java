/**
 * The subscriptions as this API sees them: what the registrar has passed, and over it what has been written since. A
 * write that was acknowledged through any instance is seen by every read that begins after it, through any other; the
 * rules, and why it takes two topics, are in {@code docs/adr/0012-the-api-reads-both-subscription-topics.md}.
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
