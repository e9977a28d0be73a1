/**
 * Delivery records: one event for one subscription, from the router's match to a receiver's answer or a dead letter.
 * The value is the event's bytes as produced; everything Carteiro adds travels in headers, in readable text.
 */
@NullMarked
package dev.carteiro.schemas.delivery;

import org.jspecify.annotations.NullMarked;
