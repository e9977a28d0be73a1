/**
 * Loads: topics, subscriptions and deliveries as the router would write them. They are written directly, so that a scenario measures
 * the dispatcher alone. For the API, hundreds of thousands of subscriptions.
 */
@NullMarked
package dev.carteiro.bench.load;

import org.jspecify.annotations.NullMarked;
