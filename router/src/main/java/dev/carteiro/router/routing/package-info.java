/**
 * The path of an event: decode, match, and one delivery record for each subscription it reaches, all in one Kafka
 * transaction with the event's offset. The event's bytes are passed on unchanged; what the router knows goes into
 * headers. What cannot be routed goes to quarantine, so that no record stops the stream.
 */
@NullMarked
package dev.carteiro.router.routing;

import org.jspecify.annotations.NullMarked;
