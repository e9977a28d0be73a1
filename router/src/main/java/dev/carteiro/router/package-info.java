/**
 * The router: joins events with subscriptions and writes one delivery record for each match, as one Kafka Streams
 * application with exactly-once semantics. {@link dev.carteiro.router.Router} is the door; the pieces of its topology
 * are {@code registrar}, {@code applied} and {@code routing}, and {@code match} decides who gets what.
 */
@NullMarked
package dev.carteiro.router;

import org.jspecify.annotations.NullMarked;
