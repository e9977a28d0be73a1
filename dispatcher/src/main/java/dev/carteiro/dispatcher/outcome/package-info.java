/**
 * What follows from looking at a delivery, and the records that say so. A consequence is decided on any thread and turned
 * into records on the lane's loop thread, which alone writes.
 */
@NullMarked
package dev.carteiro.dispatcher.outcome;

import org.jspecify.annotations.NullMarked;
