/**
 * The consequences of processing a delivery, and the records that they write. Any thread decides on a consequence; only
 * the lane's loop thread writes its records.
 */
@NullMarked
package dev.carteiro.dispatcher.outcome;

import org.jspecify.annotations.NullMarked;
