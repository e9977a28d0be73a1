/**
 * Deliveries of paused subscriptions: what one partition of the held topic holds, whose turn it is to leave it, and how
 * many may be on their way at once. Plain state and arithmetic; who reads and writes is decided elsewhere.
 */
@NullMarked
package dev.carteiro.dispatcher.hold;

import org.jspecify.annotations.NullMarked;
