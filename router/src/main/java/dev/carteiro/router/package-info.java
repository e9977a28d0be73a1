/**
 * The router: joins events with subscriptions and writes one delivery record per match, as a Kafka Streams application
 * with exactly-once semantics. {@link dev.carteiro.router.Router} is the entry point. The parts of its topology are
 * {@code registrar}, {@code applied} and {@code routing}; {@code match} decides which subscriptions get an event.
 */
@NullMarked
package dev.carteiro.router;

import org.jspecify.annotations.NullMarked;
