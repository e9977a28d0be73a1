/** Tests of the index: tables of patterns, filters and updates, and a comparison with a linear search. */
@NullMarked
package dev.carteiro.router.match;

import org.jspecify.annotations.NullMarked;
