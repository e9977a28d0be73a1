/**
 * Tests of the whole topology in Streams' own test driver, on exact records, and of the settings.
 */
@NullMarked
package dev.carteiro.router;

import org.jspecify.annotations.NullMarked;
