/**
 * Delivery records: one event for one subscription, from the router's match to the receiver's response or a dead
 * letter. The value is the event as produced. Everything that Carteiro adds is in headers, as readable text.
 */
@NullMarked
package dev.carteiro.schemas.delivery;

import org.jspecify.annotations.NullMarked;
