/** One attempt at a delivery: checks that it is still to be sent, makes the request and judges the response. */
@NullMarked
package dev.carteiro.dispatcher.attempt;

import org.jspecify.annotations.NullMarked;
