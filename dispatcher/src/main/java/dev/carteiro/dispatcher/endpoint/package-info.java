/**
 * One endpoint's share of a lane: its requests in flight, its queue in memory, and the due times of records that the
 * queue cannot take. An endpoint is a subscription's target as one lane sees it.
 */
@NullMarked
package dev.carteiro.dispatcher.endpoint;

import org.jspecify.annotations.NullMarked;
