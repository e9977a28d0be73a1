/**
 * Tests of the index on its own: tables of patterns, filters and updates, and a naive matcher to compare it with.
 */
@NullMarked
package dev.carteiro.router.match;

import org.jspecify.annotations.NullMarked;
