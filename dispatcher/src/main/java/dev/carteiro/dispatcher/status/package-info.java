/**
 * The status of endpoints over all their attempts: those whose attempts all fail, since when, and those that are
 * disabled for it. The endpoint-status topic keeps it over restarts and rebalances.
 */
@NullMarked
package dev.carteiro.dispatcher.status;

import org.jspecify.annotations.NullMarked;
