/**
 * The dispatcher: consumes deliveries, signs and POSTs them, and moves failed ones to retry topics and dead letters.
 * {@link dev.carteiro.dispatcher.Dispatcher} wires the parts together in reading order.
 */
@NullMarked
package dev.carteiro.dispatcher;

import org.jspecify.annotations.NullMarked;
