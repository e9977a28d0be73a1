/**
 * What there is to deliver: topics, subscriptions and deliveries as the router would have written them, put there directly so
 * that a scenario measures the dispatcher alone; subscriptions by the hundred thousand, for the API.
 */
@NullMarked
package dev.carteiro.bench.load;

import org.jspecify.annotations.NullMarked;
