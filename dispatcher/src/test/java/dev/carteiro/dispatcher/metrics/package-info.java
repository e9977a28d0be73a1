/** Tests of what the dispatcher's meters count; that all of them are scraped is for the integration tests. */
@NullMarked
package dev.carteiro.dispatcher.metrics;

import org.jspecify.annotations.NullMarked;
