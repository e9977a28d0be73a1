/**
 * Deliveries of paused subscriptions: the contents of one partition of the held topic, which of them may be released,
 * and how many may be in flight at once. State and arithmetic only; {@code scan} reads and writes the topics.
 */
@NullMarked
package dev.carteiro.dispatcher.hold;

import org.jspecify.annotations.NullMarked;
