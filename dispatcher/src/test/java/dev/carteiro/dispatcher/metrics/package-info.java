/** Tests of the dispatcher's meters; integration tests check that all of them are scraped. */
@NullMarked
package dev.carteiro.dispatcher.metrics;

import org.jspecify.annotations.NullMarked;
