/**
 * Routing of events: decoding, matching, and writing one delivery record per matching subscription, in the same Kafka
 * transaction as the event's offset. The event's bytes are copied unchanged, and the router's information is added as
 * headers. Events that cannot be routed go to quarantine, so that no record stops the stream.
 */
@NullMarked
package dev.carteiro.router.routing;

import org.jspecify.annotations.NullMarked;
