/**
 * The dispatcher: consumes deliveries, signs and POSTs them, and routes what fails to retry topics and dead letters.
 * {@link dev.carteiro.dispatcher.Dispatcher} puts the pieces together, in reading order.
 */
@NullMarked
package dev.carteiro.dispatcher;

import org.jspecify.annotations.NullMarked;
