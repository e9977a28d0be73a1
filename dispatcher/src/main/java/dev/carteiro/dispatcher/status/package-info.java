/**
 * How endpoints stand over all their attempts: which have done nothing but fail, since when, and which are disabled for it.
 * Outlives a restart and a rebalance by way of the endpoint-status topic.
 */
@NullMarked
package dev.carteiro.dispatcher.status;

import org.jspecify.annotations.NullMarked;
