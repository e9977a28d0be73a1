/**
 * Programs for comparison: alternatives to Carteiro, and upper bounds of its building blocks. They run on the same records, broker and
 * receiver. Each is as fast as a few lines of code can make it, because a ratio to a slow program has no meaning.
 */
@NullMarked
package dev.carteiro.bench.baseline;

import org.jspecify.annotations.NullMarked;
