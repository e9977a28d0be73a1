/**
 * One endpoint's share of a lane: how many requests it may have in flight, how many may wait for it in memory, and when
 * a record that finds no room there should come back. An endpoint is a subscription's target as one lane sees it.
 */
@NullMarked
package dev.carteiro.dispatcher.endpoint;

import org.jspecify.annotations.NullMarked;
